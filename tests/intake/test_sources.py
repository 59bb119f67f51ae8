"""Which files hold which table, and what is said when some do not."""

import os
import warnings
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Fault, FileLimits, Workspace
from analysis.intake.sources import Delivery, Extract, Finding, find_files, findings_frame, read_extracts, rows_in_words, stop_on

TAXI = Extract(source="councils", files=("taxi*.csv",), key="session_id", columns={"session_id": "Session"})
TRAINING = TAXI.model_copy(update={"files": ("training*.xlsx", "training*.csv"), "required": False})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "config" / "extracts").mkdir(parents=True)
    return Workspace(tmp_path)


def put(workspace: Workspace, *names: str) -> Workspace:
    for name in names:
        path = workspace.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return workspace


def find(workspace: Workspace, **extracts: Extract) -> Delivery:
    return find_files(workspace, extracts or {"taxi_training": TAXI})


def test_files_are_found_in_every_period_folder(workspace):
    """A file belongs to the table whose pattern fits its name, whatever the capitals, in every folder that names a period."""
    put(workspace, "2015-16/taxi.csv", "2016-17-Q1/TAXI drivers.CSV")
    found = [(raw.period, raw.table, raw.name) for raw in find(workspace).files]
    assert found == [
        ("2015-16", "taxi_training", "2015-16/taxi.csv"),
        ("2016-17-Q1", "taxi_training", "2016-17-Q1/TAXI drivers.CSV"),
    ]


def test_what_no_table_claims_is_reported(workspace):
    """A stray file, a stray folder and a file beside the period folders are findings; the project's own files are not."""
    put(workspace, "2016-17/taxi.csv", "2016-17/notes.docx", "old/taxi.csv", "taxi.csv", "README.md", "SYNTHETIC", ".gitkeep")
    delivery = find(workspace)
    assert [finding.file for finding in delivery.findings] == ["old", "taxi.csv", "2016-17/notes.docx"]
    assert {(finding.code, finding.severity) for finding in delivery.findings} == {("file_not_used", "warn")}
    assert [raw.name for raw in delivery.files] == ["2016-17/taxi.csv"]


@pytest.mark.parametrize(("more", "faulty"), [([], []), (["2017-18/y.txt"], ["2017-18"])])
def test_nothing_is_asked_of_a_folder_that_waits_for_its_first_file(workspace, more, faulty):
    """Setting up a workspace makes one for the year to come; where a file of another kind has come, one is missing."""
    put(workspace, "2016-17/taxi.csv", "2017-18/README.md", *more)
    faults = find(workspace, taxi_training=TAXI.model_copy(update={"required": True})).faults
    assert [fault.partition(" has no file")[0] for fault in faults] == [str(workspace.raw / name) for name in faulty]


def test_all_missing_files_are_named_at_once(workspace):
    """Each folder without a required table is a fault that says which pattern to put there; an optional table may be missing."""
    put(workspace, "2015-16/x.txt", "2016-17/x.txt")
    needed = TAXI.model_copy(update={"required": True})
    faults = find(workspace, taxi_training=needed, training_events=TRAINING).faults
    assert len(faults) == 2
    for folder, fault in zip(("2015-16", "2016-17"), faults, strict=True):
        assert f"{workspace.raw / folder} has no file for taxi_training (taxi*.csv)" in fault
        assert "or write required = false in config/extracts/taxi_training.toml" in fault


def test_a_file_of_two_tables_is_a_fault(workspace):
    """Two patterns that fit one file would count it twice."""
    put(workspace, "2016-17/taxi_training.csv")
    delivery = find(workspace, taxi_training=TAXI, prevention=TAXI)
    assert delivery.files == ()
    assert "fits the mapping of taxi_training and of prevention" in delivery.faults[-1]


@pytest.mark.parametrize("there", [(), ("README.md",), ("old/taxi.csv",)])
def test_without_a_period_folder_it_says_how_to_start(workspace, there):
    """A new user is told to put extracts there or to have some made up."""
    put(workspace, *there)
    with pytest.raises(Fault, match=r"such as 2016-17.*`overview sample`"):
        find(workspace)


def test_all_mapping_faults_are_reported_at_once(workspace):
    """An unknown key in one file and four contradictions in another come in one message."""
    folder = workspace.config / "extracts"
    (folder / "a.toml").write_text('source = "x"\nfiles = ["a*"]\nkey = "id"\nheader_row = 3\n[columns]\nid = "ID"\n')
    (folder / "b.toml").write_text(
        'source = "x"\nfiles = ["b*"]\nkey = "ref"\n[columns]\nid = "ID"\nsex = "id "\nborn = "Born"\n'
        '[dates]\nborn = "dd/mm/yyyy"\n[values.sex]\n"F" = "female"\n"f " = "male"\n'
    )
    with pytest.raises(Fault) as fault:
        read_extracts(workspace)
    for words in (
        "header_row: there is no such key. There are: source, system,",
        "key names 'ref', which is not under [columns]",
        "the header 'id' is given to two columns",
        "born = 'dd/mm/yyyy' is not a way to write a date",
        "[values.sex] gives 'f' two codes",
    ):
        assert words in str(fault.value)


def test_without_mapping_files_it_says_where_to_get_them(workspace):
    """An empty folder of mappings is a fault, not an empty delivery."""
    with pytest.raises(Fault, match="holds no mapping file"):
        read_extracts(workspace)


def test_the_projects_own_mapping_is_sound():
    """Every mapping file that comes with the project can be read."""
    extracts = read_extracts(Workspace(Path(__file__).parents[2]))
    assert set(extracts) == {path.stem for path in (Path(__file__).parents[2] / "config" / "extracts").iterdir()}
    assert extracts["notifications"].columns["occurred_at"] == ("Missing since / found at",)


def test_rows_are_named_by_sheet_and_number():
    """Five rows are named and the rest counted."""
    rows = pd.DataFrame({"_sheet": ["", ""], "_row": [3, 7]})
    assert rows_in_words(rows) == "rows 3, 7"
    assert rows_in_words(rows.head(1)) == "row 3"
    many = pd.DataFrame({"_sheet": ["Data"] * 1007, "_row": range(2, 1009)})
    assert rows_in_words(many) == "sheet 'Data' rows 2, 3, 4, 5, 6 and 1,002 more"


def test_findings_come_in_a_fixed_order():
    """The order in which rules ran does not show."""
    one, two = Finding("b", "note", "t", "f", "", "m", 1), Finding("a", "note", "t", "f", "", "m", 2)
    pd.testing.assert_frame_equal(findings_frame([one, two]), findings_frame([two, one]))
    assert list(findings_frame([]).columns) == ["code", "severity", "table", "file", "column", "message", "rows"]


def test_faults_are_raised_together():
    """No fault, no exception; two faults, one exception with both."""
    stop_on([], "Nothing")
    with pytest.raises(Fault, match=r"Amiss: 2 faults\.\n- one\n- two"):
        stop_on(["one", "two"], "Amiss")


# Archives


def pack(workspace: Workspace, name: str, **files: bytes) -> Path:
    path = workspace.raw / "2016-17" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    return path


def test_files_in_an_archive_are_found_and_read(workspace):
    """Wherever they stand in it; what a Mac puts beside them is passed over, and what no table claims is reported."""
    pack(workspace, "all.zip", **{"a/taxi.csv": b"one", "b/TAXI.csv": b"two", "__MACOSX/taxi.csv": b"", "notes.docx": b""})
    delivery = find(workspace)
    assert delivery.faults == ()
    assert [raw.name for raw in delivery.files] == ["2016-17/all.zip/a/taxi.csv", "2016-17/all.zip/b/TAXI.csv"]
    assert [raw.read(FileLimits()) for raw in delivery.files] == [b"one", b"two"]
    assert [finding.file for finding in delivery.findings] == ["2016-17/all.zip/notes.docx"]


def test_a_file_for_a_chapter_that_is_left_out_is_told_as_such(workspace):
    """It is no stray file: the report does without what it holds, and it is not read."""
    put(workspace, "2016-17/taxi.csv", "2016-17/other.csv")
    delivery = find_files(workspace, {}, {"taxi_training": TAXI})
    assert delivery.files == ()
    left_out, stray = sorted((finding.file, finding.message) for finding in delivery.findings)[::-1]
    assert left_out == (
        "2016-17/taxi.csv",
        "It holds taxi_training, whose chapter is left out (without in config/authority.toml), so it was not read.",
    )
    assert "No table claims this" in stray[1]


@pytest.mark.parametrize("name", ["../taxi.csv", "a/../../taxi.csv", "/etc/taxi.csv", "C:\\taxi.csv", "..\\taxi.csv"])
def test_an_archive_that_leads_out_is_refused(workspace, name):
    """A name that would be written beside the folder tells of an archive that nobody should open."""
    path = pack(workspace, "all.zip", **{name: b"Session\n1\n"})
    assert f"{path} holds 1 file(s) whose name leads out" in find(workspace).faults[0]


def test_an_archive_that_grows_too_much_is_refused(workspace):
    """By what it says of itself, before anything is unpacked."""
    pack(workspace, "all.zip", **{"taxi.csv": bytes(30_000_000)})
    assert "times its size when unpacked" in find(workspace).faults[0]


def test_an_archive_of_too_many_files_is_refused(workspace):
    """More than any delivery has."""
    pack(workspace, "all.zip", **{f"{i}.csv": b"" for i in range(1001)})
    assert "holds 1,001 files; at most 1,000 are read" in find(workspace).faults[0]


def test_an_archive_with_a_password_is_refused(workspace):
    """It says to unpack it by hand."""
    path = pack(workspace, "all.zip", **{"taxi.csv": b"Session\n1\n"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert f"{path} has a password. Unpack it yourself" in find(workspace).faults[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"Session\n1\n"])
def test_a_damaged_archive_is_refused(workspace, content):
    """Cut off, or something else under that name."""
    put(workspace, "2016-17/all.zip")
    (workspace.raw / "2016-17" / "all.zip").write_bytes(content)
    assert "cannot be unpacked: it is damaged" in find(workspace).faults[0]


def test_a_spoilt_file_in_an_archive_is_refused(workspace):
    """The checksum does not agree."""
    path = pack(workspace, "all.zip", **{"taxi.csv": b"Session\n" + bytes(range(48, 58)) * 50})
    content = bytearray(path.read_bytes())
    content[45] ^= 255
    path.write_bytes(content)
    (raw,) = find(workspace).files
    with pytest.raises(Fault, match="cannot be unpacked"):
        raw.read(FileLimits())


def test_a_file_above_the_limit_is_refused(workspace):
    """Alone or in an archive, and whatever the archive says."""
    put(workspace, "2016-17/taxi.csv")
    (workspace.raw / "2016-17" / "taxi.csv").write_bytes(b"x" * 1_000_001)
    pack(workspace, "all.zip", **{"taxi.csv": b"xy" * 500_001})
    limits = FileLimits(largest_file_mb=1)
    for raw in find(workspace).files:
        with pytest.raises(Fault, match="larger"):
            raw.read(limits)


def test_the_limits_can_be_set(workspace):
    """In config/limits.toml; a value that makes no sense is a fault."""
    (workspace.config / "limits.toml").write_text("largest_file_mb = 7\n")
    assert workspace.limits == FileLimits(largest_file_mb=7)
    (workspace.config / "limits.toml").write_text("largest_file_mb = 0\n")
    with pytest.raises(Fault, match="largest_file_mb"):
        _ = Workspace(workspace.root).limits


def zipped(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # Python warns of what this is about.
        for name in names:
            archive.writestr(name, "Session\nT1\n")
    return path


@pytest.mark.parametrize(
    "names",
    [
        ("taxi.csv", "taxi.csv"),
        ("taxi.csv", "Taxi.CSV"),
        ("a/taxi.csv", "./a/taxi.csv"),
        ("a/taxi.csv", "a\\taxi.csv"),
        ("a//taxi.csv", "a/taxi.csv"),
        ("taxi.csv", "taxi.csv."),
        ("taxi Zo\u00eb.csv", "taxi Zoe\u0308.csv"),
    ],
)
def test_two_members_of_one_name_are_refused(workspace, names):
    """Only one of them would be read, and nobody knows which is right; names count as they would lie on a disk."""
    zipped(workspace.raw / "2016-17" / "all.zip", *names)
    (fault,) = [fault for fault in find(workspace).faults if "all.zip" in fault]
    assert "holds two files named" in fault


def test_members_of_one_name_in_two_folders_are_two_files(workspace):
    """As where each month has a folder; and what systems leave beside them does not count."""
    zipped(workspace.raw / "2016-17" / "all.zip", "may/taxi.csv", "june/taxi.csv", ".DS_Store", "may/.DS_Store")
    assert [raw.member for raw in find(workspace).files] == ["june/taxi.csv", "may/taxi.csv"]


@pytest.mark.parametrize("name", [b"taxi_\xe9.csv", b"taxi\n.csv", b"notes\x1b[2J.txt", b"sub/taxi\x07.csv"])
def test_names_that_no_table_could_hold_are_refused(workspace, name):
    """Bytes that are no text, and control characters, which would end a line of a list or act on a terminal; wherever they lie."""
    put(workspace, "2016-17/taxi.csv")
    path = os.path.join(os.fsencode(workspace.raw / "2016-17"), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write("x")
    with pytest.raises(Fault, match="names that cannot be read") as fault:
        find(workspace)
    assert "\x1b" not in str(fault.value)


def test_a_member_with_a_control_character_is_refused(workspace):
    zipped(workspace.raw / "2016-17" / "all.zip", "taxi\n.csv")
    assert any("names have control characters" in fault for fault in find(workspace).faults)


def test_a_workspace_may_lie_anywhere(tmp_path):
    """Only names in the folder of the extracts are looked at; those above it are not the sender's."""
    workspace = Workspace(tmp_path / "odd\tplace")
    put(workspace, "2016-17/taxi.csv")
    assert len(find(workspace).files) == 1
