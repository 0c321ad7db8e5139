namespace Shield.Cli.Tests;

/// <summary>JSON as a core sends it.</summary>
internal static class Samples
{
    public const string TargetId = "2f42d0b3-449a-4d0e-8576-a40cc552d7e5";
    public const string StoreId = "5bcde12a-8b3f-4663-bbe3-9fe0fd6a093d";
    public const string ScheduleId = "36f50f26-b007-433a-a67a-bdffbd0746c8";
    public const string PolicyId = "c5aed303-a6fc-4b68-b0e9-81431cc07a4e";
    /// <summary>When the job is due, and what became of it when it was.</summary>
    public static readonly string Slots = $$"""
        {"next":["2026-11-25T03:00:00+00:00","2026-11-26T03:00:00+00:00"],
        "last":[{"due":"2026-11-24T03:00:00+00:00","outcome":"missed","task_uuid":null,
        "settled_at":"2026-11-24T08:00:00+00:00"}]}
        """;

    public const string JobId = "af0b40b2-8f7b-46e4-b425-9730c677e625";
    public const string ArchiveId = "9ee4b579-19ba-4fa5-94e1-e5b2a4d8e85a";
    public const string TaskId = "5e2c416d-36f7-484a-8a2a-3d3d567d55d6";

    public const string Created = """{"ok":"created","uuid":"6b8398be-fdc0-424a-8532-e812e5dfc116"}""";
    public const string CreatedId = "6b8398be-fdc0-424a-8532-e812e5dfc116";
    public const string Scheduled = $$"""{"ok":"scheduled","task_uuid":"{{TaskId}}"}""";

    /// <summary>The same when the agent is away.</summary>
    public const string Waiting =
        $$"""
        {"ok":"scheduled","task_uuid":"{{TaskId}}","waits_for":"agent 10.0.0.5:5444 to connect"}
        """;

    public const string Store =
        $$"""
        {"uuid":"{{StoreId}}","name":"disk","summary":"","plugin":"fs",
        "endpoint":"{\"base_dir\":\"/backups\"}"}
        """;

    public const string Schedule =
        $$"""{"uuid":"{{ScheduleId}}","name":"nightly","summary":"while we sleep","when":"daily at 4am"}""";

    public const string Policy =
        $$"""{"uuid":"{{PolicyId}}","name":"quarter","summary":"","expires":7776000}""";

    public const string Archive =
        $$"""
        {"uuid":"{{ArchiveId}}","store_key":"BKP-1","taken_at":"2026-07-25 11:32:00",
        "expires_at":"2026-12-25 11:32:00","notes":"before change #422","store_uuid":"{{StoreId}}",
        "store_plugin":"fs","store_endpoint":"{}","target_uuid":"{{TargetId}}","target_plugin":"fs",
        "target_endpoint":"{}","key":"BKP-1","status":"valid","purge_reason":"","agent":"10.0.0.5:5444",
        "store_name":"disk","target_name":"docs","job_uuid":"{{JobId}}","job_name":"docs nightly",
        "size_bytes":1536,"stored_bytes":1536,"sha256":"aa","stored_sha256":"bb","compression":"none",
        "encryption":"none","task_uuid":"{{TaskId}}"}
        """;

    public const string Agent =
        $$"""
        {"address":"10.0.0.5:5444","status":"connected","workers":2,"running":1,"plugins":["fs","s3"],
        "fault":"","version":"0.1.0","plugin_versions":[{"plugin":"fs","version":"1.2","fault":""},
        {"plugin":"s3","version":"","fault":"it cannot say what it is"}],
        "running_tasks":[{"uuid":"{{TaskId}}","type":"backup","target_uuid":"{{TargetId}}",
        "target_name":"docs"}],"last_seen":"2026-11-25T11:30:00Z"}
        """;

    public const string AbsentAgent =
        """
        {"address":"10.0.0.5:5444","status":"absent","workers":0,"running":0,"plugins":[],
        "fault":"it is not connected","version":"","plugin_versions":[],"running_tasks":[],
        "last_seen":"2026-11-24T11:30:00Z"}
        """;

    public const string AuditLine =
        $$"""
        {"uuid":"{{CreatedId}}","at":"2026-11-24T03:00:00Z","who":"ci","token_uuid":null,"role":"operator",
        "method":"DELETE","path":"/v1/job/{{JobId}}","what":"delete job","from_address":"10.0.0.9",
        "status":403,"made_uuid":null}
        """;

    public static string Target(string name = "docs", string uuid = TargetId) =>
        $$$"""
        {"uuid":"{{{uuid}}}","name":"{{{name}}}","summary":"the handbook","plugin":"fs",
        "endpoint":"{\"base_dir\":\"/srv/docs\",\"password\":\"••••••\"}","agent":"10.0.0.5:5444"}
        """;

    public static string Job(bool paused = false) =>
        $$"""
        {"uuid":"{{JobId}}","name":"docs nightly","summary":"","retention_name":"quarter",
        "retention_uuid":"{{PolicyId}}","expiry":7776000,"schedule_name":"nightly",
        "schedule_uuid":"{{ScheduleId}}","schedule":"daily at 4am","paused":{{(paused ? "true" : "false")}},
        "store_uuid":"{{StoreId}}","store_plugin":"fs","store_endpoint":"{}","target_uuid":"{{TargetId}}",
        "target_plugin":"fs","target_endpoint":"{}","priority":50,"agent":"10.0.0.5:5444",
        "store_name":"disk","target_name":"docs","schedule_when":"daily at 4am",
        "last_run":"2026-11-24 03:00:00","last_task_status":"done","next_run":"2026-11-25 03:00:00",
        "warning":""}
        """;

    public static string Task(string status, string log = "", long bytes = 0) =>
        $$"""
        {"uuid":"{{TaskId}}","owner":"system","type":"backup","job_uuid":"{{JobId}}",
        "archive_uuid":"{{ArchiveId}}","status":"{{status}}","started_at":"2026-11-25 11:30:00",
        "stopped_at":"{{(status == "running" ? "" : "2026-11-25 11:32:05")}}",
        "log":"{{log.Replace("\n", "\\n", StringComparison.Ordinal)}}","requested_at":"2026-11-25 11:29:59",
        "target_uuid":"{{TargetId}}","store_uuid":"{{StoreId}}","agent":"10.0.0.5:5444","priority":50,
        "attempt":1,"bytes_done":{{bytes}}}
        """;

    /// <summary>A plugin that is a target and a store, with a field of each kind of question.</summary>
    public static string Plugin(string version = "1.0.0", string agent = "10.0.0.5:5444") =>
        $$"""
        {"plugin":"s3","name":"S3","author":"us","version":"{{version}}","protocol":2,
        "features":{"target":"no","store":"yes"},"agents":["{{agent}}"],"fault":"","fields":[
        {{Field("bucket", "string", required: true, example: "backups")}},
        {{Field("secret_key", "password", required: true)}},
        {{Field("port", "port", def: "443")}},
        {{Field("signature", "enum", def: "4", choices: "\"2\",\"4\"")}},
        {{Field("plain", "bool")}},
        {{Field("tags", "list")}}]}
        """;

    /// <summary>A core with an agent and its plugin.</summary>
    public static FakeCore WithAnAgent(this FakeCore core) => core
        .On("GET /v1/plugins", List(Plugin()))
        .On("GET /v1/plugin/s3", List(Plugin()))
        .On("GET /v1/agents", List(Agent))
        .On("GET /v1/agent/10.0.0.5:5444", Agent)
        .On("GET /v1/audit", List(AuditLine));

    public static string List(params string[] things) => $"[{string.Join(',', things)}]";

    /// <summary>A core where one of everything is defined.</summary>
    public static FakeCore WithOneOfEach(this FakeCore core) => core
        .On("GET /v1/targets", List(Target()))
        .On($"GET /v1/target/{TargetId}", Target())
        .On("GET /v1/stores", List(Store))
        .On($"GET /v1/store/{StoreId}", Store)
        .On("GET /v1/schedules", List(Schedule))
        .On($"GET /v1/schedule/{ScheduleId}", Schedule)
        .On("GET /v1/retention", List(Policy))
        .On($"GET /v1/retention/{PolicyId}", Policy)
        .On("GET /v1/jobs", List(Job()))
        .On($"GET /v1/job/{JobId}", Job())
        .On($"GET /v1/job/{JobId}/slots", Slots)
        .On("GET /v1/archives", List(Archive))
        .On($"GET /v1/archive/{ArchiveId}", Archive)
        .On("GET /v1/tasks", List(Task("done")))
        .On($"POST /v1/job/{JobId}/run", Scheduled)
        .On($"POST /v1/archive/{ArchiveId}/restore", Scheduled);

    private static string Field(
        string name,
        string type,
        bool required = false,
        string? def = null,
        string? example = null,
        string choices = "") =>
        $$"""
        {"mode":"store","name":"{{name}}","type":"{{type}}","title":"","help":"What {{name}} is.",
        "required":{{(required ? "true" : "false")}},"default":{{Text(def)}},"placeholder":null,
        "example":{{Text(example)}},"enum":[{{choices}}]}
        """;

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
