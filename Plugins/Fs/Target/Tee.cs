using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>Reads the input of a call and passes everything on to a program.</summary>
internal sealed class Tee(PluginCall call, Stream program, CancellationToken cancellationToken) : Stream
{
    private const int RestBufferBytes = 64 * 1024;

    /// <summary>A program that has failed reads no more; its exit code tells why, when it is asked.</summary>
    private bool _isGone;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = call.Input.ReadAsync(buffer.AsMemory(offset, count), cancellationToken)
            .AsTask().GetAwaiter().GetResult();
        if (_isGone) return read;
        try
        {
            program.Write(buffer, offset, read);
        }
        catch (IOException)
        {
            _isGone = true;
        }

        return read;
    }

    /// <summary>Passes bytes on that nobody has to see.</summary>
    /// <returns>How many; 0 if they must be read after all.</returns>
    public long Pass(long count)
    {
        if (_isGone) return 0;
        try
        {
            return call.MoveInput(program, count, cancellationToken);
        }
        catch (IOException)
        {
            _isGone = true;
            return 0;
        }
    }

    /// <summary>Reads to the end: what follows an archive is padding.</summary>
    public void PassRest()
    {
        var rest = new byte[RestBufferBytes];
        while (Read(rest, 0, rest.Length) > 0)
        {
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
