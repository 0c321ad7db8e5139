namespace Shield.Api.Endpoints.Tests.Service;

public sealed class ServiceTests
{
    [Fact]
    public async Task Ping_answers_pong()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/ping");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("""{"ok":"pong"}""", answer.Text);
    }

    [Fact]
    public async Task Status_shows_version_and_name()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/status");

        Assert.Equal("""{"version":"1.2.3","name":"a name"}""", answer.Text);
    }

    [Fact]
    public async Task The_public_key_is_one_line_of_text()
    {
        await using var api = await ApiServer.StartAsync();

        var answer = await api.GetAsync("/v1/meta/pubkey");

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/plain", answer.ContentType);
        Assert.Equal(ApiServer.PublicKey + "\n", answer.Text);
    }
}
