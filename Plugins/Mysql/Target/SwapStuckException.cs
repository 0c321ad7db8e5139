namespace Shield.Plugins.Mysql.Target;

/// <summary>Something has changed, and what was there before must be kept.</summary>
internal sealed class SwapStuckException(string message) : Exception(message);
