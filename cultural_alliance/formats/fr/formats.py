# As on the original page: the month in letters, never in figures that the world reads two ways.
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
