using System.Buffers.Text;
using System.Text;
using Shield.Api.Endpoints.Requests;
using Shield.Api.Endpoints.Tests.Archives;
using Shield.Domain.Archives;
using Shield.Grains;

namespace Shield.Api.Endpoints.Tests;

/// <summary>Cursors come back from anywhere: from an older program, from another list, from somebody who made
/// one up.</summary>
public sealed class CursorTests
{
    private const string Uuid = "2f42d0b3-449a-4d0e-8576-a40cc552d7e5";

    [Theory]
    [InlineData("/v1/targets", Uuid + " 2 ")]
    [InlineData("/v1/archives", Uuid + " 2 635809735200000000")]
    [InlineData("/v1/targets", "t " + Uuid + " 1445772720000")]
    [InlineData("/v1/archives", "n " + Uuid + " a name")]
    [InlineData("/v1/targets", "n " + Uuid + " a\0name")]
    [InlineData("/v1/targets", "n 7 a name")]
    [InlineData("/v1/targets", "n " + Uuid)]
    [InlineData("/v1/targets", "x " + Uuid + " a name")]
    [InlineData("/v1/tasks", "t " + Uuid + " 99999999999999999")]
    [InlineData("/v1/tasks", "t " + Uuid + " -99999999999999999")]
    [InlineData("/v1/tasks", "t " + Uuid + " now")]
    [InlineData("/v1/tasks", "")]
    public async Task A_cursor_of_an_older_program_or_another_list_is_refused(string path, string inClear)
    {
        await using var api = await ApiServer.StartAsync();
        var cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(inClear));

        var answer = await api.GetAsync($"{path}?limit=2&cursor={cursor}");

        Assert.Equal(["cursor"], answer.IsProblem(400).Faulty);
        Assert.Contains("Link", answer.TextOf("hint"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a  b ")]
    [InlineData("grösse 🗄️ 日本 'x' \"y\" \\ %")]
    public void A_place_by_name_comes_back_as_it_was(string name)
    {
        var place = new Place.Named(name, Guid.NewGuid());

        Assert.Equal(place, Cursor.Parse(Cursor.Write(place)));
    }

    [Fact]
    public async Task The_longest_name_still_leads_to_the_next_page()
    {
        await using var api = await ApiServer.StartAsync();
        var name = new string('あ', RequestLimits.NameCharsMax);
        var rows = new[] { api.Shield.AddTarget(name), api.Shield.AddTarget($"{name[1..]}い") };

        var first = await api.GetAsync("/v1/targets?limit=1");
        var link = first.Headers["Link"];
        var second = await api.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.Equal(200, second.Status);
        Assert.Contains(rows[1].Uuid.ToString(), second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(rows[0].Uuid.ToString(), second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_asks_the_catalog_for_no_more_than_tells_whether_there_is_a_next_one()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 5; i++) api.Shield.Add(ArchiveStatus.Valid, DateTimeOffset.UnixEpoch.AddDays(i));
        api.Shield.BreakAfterRows = 3;

        var answer = await api.GetAsync("/v1/archives?limit=2");

        Assert.Equal(2, answer.Json.GetArrayLength());
        Assert.True(answer.Headers.ContainsKey("Link"));
    }
}
