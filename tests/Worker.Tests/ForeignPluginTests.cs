using Shield.Domain.Archives;
using Shield.Domain.Tasks;

namespace Shield.Agent.Worker.Tests;

/// <summary>A plugin that somebody else wrote, put into a plugin folder while the service runs.</summary>
public sealed class ForeignPluginTests(Service service) : IClassFixture<Service>
{
    private const string Script = """
        #!/bin/sh
        # Protocol 1, target and store: ACTION --endpoint JSON [--key KEY].
        set -eu
        if [ "$1" = info ]; then
          echo '{"name":"Cp","author":"A stranger","version":"0.1","features":{"target":"yes","store":"yes"}}'
          exit 0
        fi
        action=$1; shift
        while [ $# -gt 1 ]; do
          case $1 in --endpoint) endpoint=$2 ;; --key) key=$2 ;; esac
          shift 2
        done
        field() { printf '%s' "$endpoint" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
        case $action in
          backup) cat "$(field file)" ;;
          restore) cat > "$(field file)" ;;
          store) key=blob.$$; cat > "$(field dir)/$key"; echo "{\"key\":\"$key\"}" ;;
          retrieve) cat "$(field dir)/$key" ;;
          purge) rm -f "$(field dir)/$key" ;;
          *) echo "unknown action $action" >&2; exit 1 ;;
        esac
        """;

    [Fact]
    public async Task A_shell_script_of_twenty_lines_backs_up_restores_and_purges()
    {
        service.Install("cp", Script);
        var trial = service.Try();
        var file = trial.File("precious.data");
        var content = new byte[3_000_000];
        Random.Shared.NextBytes(content);
        await File.WriteAllBytesAsync(file, content);
        var archive = await trial.BackUpAsync("""{"file": "@/precious.data"}""", "cp", "cp");
        File.Delete(file);

        var restore = await trial.RestoreAsync(archive);
        var restored = await File.ReadAllBytesAsync(file);
        await trial.DeleteAsync(archive);
        var purge = await trial.PurgeOfAsync(archive);

        Assert.Equal(TaskPhase.Done, restore.Status);
        Assert.Equal(content, restored);
        Assert.Equal(TaskPhase.Done, purge.Status);
        Assert.Empty(trial.Blobs);
        Assert.Equal(ArchiveStatus.Purged, (await trial.ArchiveAsync(archive.Uuid)).Status);
        await trial.KeptItsSecretAsync(restore.Uuid);
    }
}
