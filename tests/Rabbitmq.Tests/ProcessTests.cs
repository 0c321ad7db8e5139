namespace Shield.Plugins.Rabbitmq.Tests;

/// <summary>What the process shows, leaves, and needs.</summary>
public sealed class ProcessTests : ServerTests
{
    private const int LargeBytes = 64 * 1024;

    /// <summary>Shows nothing of a secret while it runs, and how much memory it took.</summary>
    private const string Watch = """
        canary=$(cat canary)
        watch() {
          local kib=0
          while kill -0 "$1" 2>/dev/null; do
            if grep -aqF "$canary" /proc/$1/cmdline /proc/$1/environ 2>/dev/null; then echo "it is shown"; fi
            kib=$(awk '/VmHWM/ { print $2 }' /proc/$1/status 2>/dev/null || true)
            if [[ -n $kib ]]; then echo "$kib" >peak; fi
          done
          wait "$1"
        }
        """;

    [Fact]
    public void No_process_shows_the_password_and_nothing_is_left_of_it()
    {
        File.WriteAllText(Box.PathOf("canary"), "canary:$ecret-of-rabbitmq");
        var endpoint = Box.Endpoint(
            ("messages", true), ("overwrite", true), ("rmq_username", $"{Box.Vhost}-boss"),
            ("rmq_password", "canary:$ecret-of-rabbitmq"));

        var output = Box.Good(endpoint, $$"""
            {{Watch}}
            make_vhost; queue q; send q text
            api PUT "users/$vhost-boss" "{\"password\": \"$canary\", \"tags\": \"administrator\"}"
            api PUT "permissions/$vhost/$vhost-boss" '{"configure": ".*", "write": ".*", "read": ".*"}'
            for action in validate fingerprint backup restore; do
              if [[ $action == restore ]]; then "$rmq" restore <archive 2>>said & else
                "$rmq" $action >archive 2>>said & fi
              watch $!
            done
            grep -F "$canary" said archive || true
            grep -lF "$canary" -r /dev/shm tmp 2>/dev/null || true
            ls -A tmp
            """);

        Assert.Empty(output);
    }

    [Fact]
    public async Task Two_hundred_megabytes_of_messages_take_less_than_200_MiB_of_memory()
    {
        File.WriteAllText(Box.PathOf("canary"), "none");
        Box.Good("make_vhost; queue q");
        await Messages.FillAsync(Box, 3200, LargeBytes);
        await Messages.FillAsync(Box, 1, 16 * 1024 * 1024);

        var output = Box.Good(Box.Endpoint(("messages", true), ("overwrite", true)), $$"""
            {{Watch}}
            "$rmq" fingerprint >print
            "$rmq" backup >archive & watch $!; mv peak peak-backup
            "$rmq" restore <archive & watch $!; mv peak peak-restore
            "$rmq" fingerprint | diff print -
            echo "peak: backup $(cat peak-backup), restore $(cat peak-restore) KiB" >&2
            (($(stat -c %s archive) > 280000000))
            for peak in peak-backup peak-restore; do
              if (($(cat $peak) < 204800)); then echo "$peak is small"; else cat $peak; fi
            done
            jq -r .messages.ready print
            """);

        Assert.Equal("peak-backup is small\npeak-restore is small\n3201", output);
    }

    [Fact]
    public async Task A_backup_that_is_stopped_gives_all_messages_back()
    {
        Box.Good("make_vhost; queue q");
        await Messages.FillAsync(Box, 200, LargeBytes);

        var output = Box.Good(Box.Endpoint(("messages", true)), """
            mkfifo out; "$rmq" backup >out 2>said & backup=$!
            exec 3<out; head -c 3000000 <&3 >part
            kill -TERM $backup; code=0; wait $backup || code=$?; echo $code; cat said
            exec 3<&-
            await '[[ $("$rmq" fingerprint | jq .messages.ready) == 200 ]]'
            ls -A tmp
            """);

        Assert.StartsWith("4", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_whose_input_is_cut_by_a_signal_changes_nothing()
    {
        var output = Box.Good(Box.Endpoint(("messages", true), ("overwrite", true)), """
            make_vhost; queue q; send q text
            "$rmq" backup >archive; queue newer; definitions "$vhost" >before
            mkfifo in; "$rmq" restore <in 2>said & restore=$!
            exec 3>in; head -c $(($(stat -c %s archive) - 600)) archive >&3
            await 'ls -l /proc/$restore/fd | grep -q "shield-rabbitmq.*deleted"'
            kill -TERM $restore; exec 3>&-
            code=0; wait $restore || code=$?; echo $code; cat said
            definitions "$vhost" | diff before -; ls -A tmp
            """);

        Assert.Equal("4\nrabbitmq: stopped by SIGTERM", output);
    }
}
