using System.Text;

namespace Shield.Benchmarks.Programs;

/// <summary>What a program says, kept as it comes.</summary>
internal sealed class Heard
{
    private const int ChunkChars = 4096;

    private readonly StringBuilder _text = new();
    private readonly Task _listening;

    public Heard(TextReader reader) => _listening = ListenAsync(reader);

    public string SoFar
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>All of it, once nobody can say any more.</summary>
    public async Task<string> AllAsync()
    {
        await _listening;
        return SoFar;
    }

    private async Task ListenAsync(TextReader reader)
    {
        var chunk = new char[ChunkChars];
        for (int count; (count = await reader.ReadAsync(chunk)) > 0;)
        {
            lock (_text) _text.Append(chunk, 0, count);
        }
    }
}
