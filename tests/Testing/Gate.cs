using System.Runtime.InteropServices;
using Shield.Domain;

namespace Shield.Testing;

/// <summary>A backup that goes on only when a test says so: it reads from a named pipe called gate.</summary>
public static partial class Gate
{
    private const string Name = "gate";
    private const uint OwnerOnly = 0x180;

    /// <summary>Starts the job, whose target reads from <c>@/gate</c>, and waits until it does.</summary>
    public static async Task<TaskId> StartBehindGateAsync(this Trial trial)
    {
        if (MakePipe(trial.File(Name), OwnerOnly) != 0) throw new IOException("no named pipe could be made");
        var task = await trial.StartAsync();
        await ShieldCluster.UntilAsync(
            () => ProcessTable.Of(task).Any(ReadsGate), () => "no plugin waits behind the gate");
        return task;
    }

    /// <summary>Gives a backup behind the gate what it is to back up; waits until there is one.</summary>
    public static async Task OpenGateAsync(this Trial trial)
    {
        await using var gate = new FileStream(trial.File(Name), FileMode.Open, FileAccess.Write);
        await gate.WriteAsync("what was behind the gate"u8.ToArray());
    }

    private static bool ReadsGate(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").StartsWith("cat\0", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{pid}/cmdline").Contains($"/{Name}\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
