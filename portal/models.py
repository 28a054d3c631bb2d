from portal.turns import WorkerTurn

__all__ = ["WorkerTurn"]
