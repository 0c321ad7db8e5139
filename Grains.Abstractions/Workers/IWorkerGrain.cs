namespace Shield.Grains.Workers;

/// <summary>The worker of one agent that is a silo, keyed by its host:port; it lives on the silo that bears
/// this label and nowhere else. Who wants something of an agent asks <see cref="IWorkers"/>.</summary>
[Alias("shield.IWorkerGrain")]
public interface IWorkerGrain : IWorker, IGrainWithStringKey;
