# The month in words and in its case, never in figures that the world reads two ways.
SHORT_DATE_FORMAT = "j E Y"
SHORT_DATETIME_FORMAT = "j E Y, H:i"
