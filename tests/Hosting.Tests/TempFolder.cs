namespace Shield.Silo.Hosting.Tests;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TempFolder(string path) : IDisposable
{
    public TempFolder()
        : this(Directory.CreateTempSubdirectory("shield-").FullName)
    {
    }

    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
