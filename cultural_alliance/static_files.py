"""Style sheets, scripts and fonts as a production serves them: collected once for each release."""

import hashlib
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What one of our scripts imports from another; Django's own pattern asks for a semicolon.
IMPORTED = (r"""(?P<matched>\bfrom "(?P<url>\.{1,2}/[\w./-]+\.js)")""", 'from "%(url)s"')


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Files have names that change with what is in them, and no others, so that readers may keep
    each for ever. What developers alone ask for is not compressed, which halves the time."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (IMPORTED,)))
    keep_only_hashed_files = True

    def create_compressor(self, **options: Any) -> Compressor:
        skipped = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
        return super().create_compressor(**options | {"extensions": skipped})


def collect() -> bool:
    """Collects them where they are not, or not these; answers whether it did. Takes seconds."""
    kept, current = settings.DATA_DIR / "static.collected", fingerprint()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists() and kept.exists() and kept.read_text() == current:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.write_text(current)
    return True


def fingerprint() -> str:
    """Of the files by name, size and time, and of what collects them."""
    found = hashlib.sha256(f"{version('django')} {version('whitenoise')}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = (path, storage.size(path), storage.get_modified_time(path))
            found.update(repr(about).encode())
    return found.hexdigest()
