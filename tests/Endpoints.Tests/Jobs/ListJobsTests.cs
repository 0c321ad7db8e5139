using Shield.Api.Endpoints.Tests.Fakes;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests.Jobs;

public sealed class ListJobsTests
{
    [Fact]
    public async Task A_job_shows_the_fields_of_the_seeds_first_and_then_ours()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("A Backup Job");

        var list = await api.GetAsync("/v1/jobs");
        var one = await api.GetAsync($"/v1/job/{job.Uuid}");

        Assert.Equal($"[{one.Text}]", list.Text);
        Assert.Equal(
            [
                $"uuid={job.Uuid}", "name=A Backup Job", "summary=a short description", "retention_name=100d",
                $"retention_uuid={job.Retention.Uuid}", "expiry=8640000", "schedule_name=nightly",
                $"schedule_uuid={job.Schedule.Uuid}", "schedule=daily at 4am", "paused=False",
                $"store_uuid={job.Store.Uuid}", "store_plugin=s3", """store_endpoint={"bucket":"b"}""",
                $"target_uuid={job.Target.Uuid}", "target_plugin=fs",
                """target_endpoint={"encoded":"json"}""",
                "priority=50", "agent=10.17.66.54:5544", "store_name=a store", "target_name=a target",
                "schedule_when=daily at 4am", "last_run=2015-10-25 11:32:00", "last_task_status=done",
                "next_run=", "warning=",
            ],
            one.Json.EnumerateObject().Select(field => $"{field.Name}={field.Value}"));
    }

    [Fact]
    public async Task A_job_that_never_ran_has_an_empty_last_run()
    {
        await using var api = await ApiServer.StartAsync();
        var job = api.Shield.AddJob("a job");
        api.Shield.Jobs[0] = job with { LastRun = null, LastTaskStatus = "" };

        var answer = await api.GetAsync($"/v1/job/{job.Uuid}");

        Assert.Equal("", answer.TextOf("last_run"));
        Assert.Equal("", answer.TextOf("last_task_status"));
    }

    [Fact]
    public async Task Filters_reach_the_catalog()
    {
        await using var api = await ApiServer.StartAsync();
        var (target, store) = (Ids.New<TargetId>(), Ids.New<StoreId>());
        var (schedule, retention) = (Ids.New<ScheduleId>(), Ids.New<RetentionId>());

        await api.GetAsync(
            $"/v1/jobs?target={target}&store={store}&schedule={schedule}&retention={retention}"
            + "&paused=t&name=n");

        Assert.Equal(
            new JobFilter(new NameFilter("n", false), target, store, schedule, retention, true),
            api.Shield.Filter);
    }

    [Fact]
    public async Task Filters_that_are_no_uuids_are_refused_together()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/jobs?target=1&store=&schedule=x&retention=%20&paused=maybe");

        Assert.Equal(["target", "store", "schedule", "retention", "paused"], answer.IsProblem(400).Faulty);
    }
}
