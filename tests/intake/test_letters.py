"""Letters that were damaged before a file came here."""

import pytest

from analysis.base.settings import Fault
from analysis.intake.extracts import Extract
from analysis.intake.read import read_file
from analysis.intake.sources import RawFile

EXTRACT = Extract(source="s", files=("*",), key="ref", columns={"ref": ("Ref",), "name": ("Name",)})
NAMES = ["Zoë", "José", "Renée", "Nuñez", "François", "O’Neil", "Łódź", "Śliwa", "Müller", "Ærø"]


def read(tmp_path, content: bytes):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    return read_file(RawFile("2016-17", path, "referrals"), EXTRACT)


def damaged(text) -> list[str]:
    return [finding.message for finding in text.findings if finding.code == "letters_damaged"]


def twice(name: str) -> str:
    """UTF-8 read as Windows-1252, and written again."""
    return "".join(bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for byte in name.encode())


@pytest.mark.parametrize("name", NAMES)
def test_an_encoding_taken_for_another_is_said_with_the_rows(tmp_path, name):
    """The row is used, and no name is quoted."""
    text = read(tmp_path, f"Ref,Name\n1,Ann\n2,{twice(name)}\n3,{name}\n".encode())
    assert len(text.sheets[0]) == 3
    assert damaged(text) == ["row 3: letters that were written in one encoding and read in another, such as Ã© for é"]


@pytest.mark.parametrize("name", ["Zo\ufffd", "ï»¿Ann", "Jï¿½rg", "Zo‰", "Ren\u201ae", "Fran‡ois", "Zo\x89", "Â£5", "Oâ€™Neil"])
def test_other_ways_to_lose_a_letter(tmp_path, name):
    """Replaced by a sign of no letter, by the letters of DOS, by signs that stand in no text, by a mark in front of UTF-8."""
    assert len(damaged(read(tmp_path, f"Ref,Name\n1,{name}\n".encode()))) == 1


@pytest.mark.parametrize(
    "name", [*NAMES, "ANDRÉ’S", "ÉMILE–JO", "SÅ’s", "Åse", "“Sam”", "£5", "é…", "Smith†", "São", "Ümit", "12 °C", "Šime"]
)
def test_sound_letters_are_not_said(tmp_path, name):
    assert damaged(read(tmp_path, f"Ref,Name\n1,{name}\n".encode())) == []


def test_two_encodings_in_one_file_are_refused_with_their_lines(tmp_path):
    """Read in either of the two, the names of the other would lose letters."""
    content = "Ref,Name\n1,Zoë\n2,Ann\n".encode() + "3,José\n4,Renée\n".encode("cp1252") + "5,Zoë\n".encode()
    with pytest.raises(Fault, match=r"two encodings: lines 2, 6 in UTF-8, lines 4, 5 not") as fault:
        read(tmp_path, content)
    assert "Zo" not in str(fault.value).replace(str(tmp_path), "")


def test_a_mark_of_one_encoding_before_letters_of_another(tmp_path):
    with pytest.raises(Fault, match=r"two encodings: line 1 in UTF-8, line 2 not"):
        read(tmp_path, b"\xef\xbb\xbfRef,Name\n1,Jos\xe9\n2,Ann\n")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_nul_byte_anywhere_is_refused_with_its_line(tmp_path, encoding, quote):
    """Far down too, where it comes from a file that was not written to its end."""
    lines = ["Ref,Name", f"0,{quote}José from the coast{quote}", *(f"{n},Ann" for n in range(1, 40_000)), "x,a\0b"]
    with pytest.raises(Fault, match=r"was damaged: line 40,002 holds a byte that no text has \(NUL\)"):
        read(tmp_path, "\n".join(lines).encode(encoding))
