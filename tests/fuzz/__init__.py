"""What looks for failures for longer than tests may: files for the reader and the mapper, and runs that are killed."""
