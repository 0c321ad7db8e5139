using System.Security.Cryptography;

namespace Shield.Plugins.S3.Tests;

/// <summary>Random bytes to read, or a place for bytes that are written; something happens when so many have
/// passed.</summary>
internal sealed class TurningStream : MemoryStream
{
    private readonly int _at;
    private Func<Task>? _turn;

    public TurningStream(int bytes, int at, Func<Task> turn)
    {
        (_at, _turn) = (at, turn);
        base.Write(RandomNumberGenerator.GetBytes(bytes));
        Position = 0;
    }

    public byte[] Content => ToArray();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await TurnAsync();
        return await base.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await base.WriteAsync(buffer, cancellationToken);
        await TurnAsync();
    }

    private async Task TurnAsync()
    {
        if (Position < _at || Interlocked.Exchange(ref _turn, null) is not { } turn) return;
        await turn();
    }
}
