"""The cache that all processes share: a table of the database."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import router, transaction


class SharedCache(DatabaseCache):
    """Django's, except that a locked database is said to be locked.

    Django's own answers "not written", which whoever counts requests takes for a flood of them. So
    the transaction is begun out here, where its refusal is heard.
    """

    def _base_set(self, mode: str, key: str, value: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic(using=router.db_for_write(self.cache_model_class)):
            return super()._base_set(  # type: ignore[misc]  # unknown to the stubs
                mode, key, value, *args, **kwargs
            )
