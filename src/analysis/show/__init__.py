"""Published figures as tables, charts, sentences and methodology."""
