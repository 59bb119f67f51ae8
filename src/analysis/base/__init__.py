"""The ground: settings, periods, the kinds of record, words and hashes that every floor above stands on."""
