using Shield.Cli.Agents;
using Shield.Cli.Archives;
using Shield.Cli.Audit;
using Shield.Cli.Completion;
using Shield.Cli.Jobs;
using Shield.Cli.Plugins;
using Shield.Cli.Retention;
using Shield.Cli.Schedules;
using Shield.Cli.Service;
using Shield.Cli.Stores;
using Shield.Cli.Targets;
using Shield.Cli.Tasks;
using Shield.Cli.Tokens;

namespace Shield.Cli;

/// <summary>Everything the program can do, in the order of its help.</summary>
internal static class Commands
{
    public static readonly IReadOnlyList<CliCommand> All =
    [
        StatusCommand.Command,
        TimespecCommand.Command,
        CompletionCommand.Command,
        CreateTargetCommand.Command,
        CreateStoreCommand.Command,
        CreateScheduleCommand.Command,
        CreateRetentionCommand.Command,
        CreateJobCommand.Command,
        ListTargetsCommand.Command,
        ListStoresCommand.Command,
        ListSchedulesCommand.Command,
        ListRetentionCommand.Command,
        ListJobsCommand.Command,
        ListArchivesCommand.Command,
        ListTasksCommand.Command,
        ListPluginsCommand.Command,
        ListAgentsCommand.Command,
        ListAuditCommand.Command,
        ShowTargetCommand.Command,
        ShowStoreCommand.Command,
        ShowScheduleCommand.Command,
        ShowRetentionCommand.Command,
        ShowJobCommand.Command,
        ShowArchiveCommand.Command,
        ShowTaskCommand.Command,
        ShowPluginCommand.Command,
        ShowAgentCommand.Command,
        EditTargetCommand.Command,
        EditStoreCommand.Command,
        EditScheduleCommand.Command,
        EditRetentionCommand.Command,
        EditJobCommand.Command,
        EditArchiveCommand.Command,
        ValidateTargetCommand.Command,
        ValidateStoreCommand.Command,
        RunJobCommand.Command,
        PauseJobCommand.Command,
        UnpauseJobCommand.Command,
        PausedJobCommand.Command,
        RestoreArchiveCommand.Command,
        DownloadArchiveCommand.Command,
        TestStoreCommand.Command,
        DeleteTargetCommand.Command,
        DeleteStoreCommand.Command,
        DeleteScheduleCommand.Command,
        DeleteRetentionCommand.Command,
        DeleteJobCommand.Command,
        DeleteArchiveCommand.Command,
        CancelTaskCommand.Command,
        CreateTokenCommand.Command,
        ListTokensCommand.Command,
        RevokeTokenCommand.Command,
    ];
}
