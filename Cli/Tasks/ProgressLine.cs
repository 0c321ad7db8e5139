using Shield.Api.Contracts.Tasks;
using Shield.Cli.Output;

namespace Shield.Cli.Tasks;

/// <summary>One line at the foot of a terminal that says how far the task is; nothing through a pipe.
/// </summary>
internal sealed class ProgressLine(CliConsole console)
{
    private const string BackToStartAndErase = "\r\u001b[2K";

    private bool _shown;

    public void Show(TaskBody task)
    {
        if (!console.OutIsTerminal || !console.Colors) return;
        var far = task.Status == "running" ? $", {SizeText.Of(task.BytesDone)}" : "";
        console.Out.Write($"{task.Type} {task.Status}{far}");
        _shown = true;
    }

    public void Clear()
    {
        if (!_shown) return;
        console.Out.Write(BackToStartAndErase);
        _shown = false;
    }
}
