using Shield.Plugins.Postgres.Server;

namespace Shield.Plugins.Postgres.Databases;

/// <summary>A database of which nothing is known but its name: as the server makes one by itself.</summary>
internal sealed class PlainShape : IDatabaseShape
{
    public string Create(string name) => $"CREATE DATABASE {Sql.Name(name)} TEMPLATE template0;";

    public IEnumerable<string> Settle(string name) => [$"COMMENT ON DATABASE {Sql.Name(name)} IS NULL;"];
}
