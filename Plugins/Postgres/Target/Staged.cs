using Shield.Plugins.Postgres.Databases;

namespace Shield.Plugins.Postgres.Target;

/// <summary>A database that is restored beside the one whose place it is to take.</summary>
/// <param name="Name">What it is to be called.</param>
/// <param name="NewName">What it is called until then.</param>
/// <param name="OldName">What the present one is called afterwards; null where there is none.</param>
/// <param name="Shape">Its owner, settings and rights.</param>
internal sealed record Staged(string Name, string NewName, string? OldName, IDatabaseShape Shape);
