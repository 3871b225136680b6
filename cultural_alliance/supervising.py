"""Server and worker until a signal ends both: what `manage.py serve` becomes in the end."""

import sys
import time

from . import processes

REST = 3  # seconds before a worker that ended is started again


def supervise(url: str, host: str, port: int, workers: int, threads: int) -> str | None:
    """Answers why it ended; None where it was told to."""
    server = processes.server(port, host=host, workers=workers, threads=threads)
    try:
        with processes.running(server) as running:
            if processes.answers(running["server"], port, host):
                about = f"processes: {workers}, threads in each: {threads}; Ctrl-C closes it"
                print(f"The portal is open at {url}/  ({about})", flush=True)
            while (ended := processes.first_to_end(running))[0] == "worker":
                print(f"The worker ended (exit code {ended[1]}); it starts again.", file=sys.stderr)
                time.sleep(REST)
                running["worker"] = processes.start(processes.WORKER)
    except KeyboardInterrupt:
        print("\nThe portal is closed.")
        return None
    return f"The server ended (exit code {ended[1]}); its lines above say why."


if __name__ == "__main__":
    url, host, *numbers = sys.argv[1:]
    sys.exit(supervise(url, host, *map(int, numbers)))
