namespace Shield.Domain.Tasks;

/// <summary>Where a task is in its life; the wire calls it <c>status</c>.</summary>
public enum TaskPhase
{
    /// <summary>Saved, and waiting for its turn.</summary>
    Pending,

    /// <summary>Handed to a worker.</summary>
    Running,

    /// <summary>Everything it was for has happened and been verified.</summary>
    Done,

    /// <summary>It did not, and its log says why.</summary>
    Failed,

    /// <summary>Somebody called it off, and nothing of it is left running.</summary>
    Canceled,
}

/// <summary>What a task is for.</summary>
public enum TaskKind
{
    /// <summary>Target to store; makes an archive.</summary>
    Backup,

    /// <summary>Store to target.</summary>
    Restore,

    /// <summary>Removes a blob from a store.</summary>
    Purge,
}

/// <summary>A step of the pipeline, for naming the one that failed.</summary>
public enum PluginStage
{
    /// <summary>Before any plugin ran: it is missing, unfit, or could not be asked.</summary>
    Prepare,

    /// <summary>The target's plugin, producing.</summary>
    Backup,

    /// <summary>The store's plugin, taking in.</summary>
    Store,

    /// <summary>The store's plugin, giving back.</summary>
    Retrieve,

    /// <summary>The target's plugin, taking back.</summary>
    Restore,

    /// <summary>The store's plugin, removing.</summary>
    Purge,

    /// <summary>The store's plugin, telling what it holds.</summary>
    List,

    /// <summary>What ties the plugins together: counting, checking, waiting.</summary>
    Pipeline,

    /// <summary>A plugin, checking its endpoint.</summary>
    Validate,
}
