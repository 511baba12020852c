"""The real content, read once for all tests of a process."""

from collections.abc import Iterator

import pytest

from awsstudy.core.clock import FixedClock
from awsstudy.workspace.workspace import Workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        space = Workspace(None, clock=FixedClock(), seed=1, in_memory=True)
        _ = space.catalog
    yield space
    space.close()
