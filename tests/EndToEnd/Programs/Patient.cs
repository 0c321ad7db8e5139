namespace Shield.EndToEnd.Programs;

/// <summary>A job whose plugin takes as long as the test wants; see Plugins/patient.</summary>
internal sealed class Patient
{
    private const string Content = "of great value\n";

    private readonly string _file;

    private Patient(string file, string job) => (_file, Job) = (file, job);

    public string Job { get; }

    /// <param name="service">Where the job is made.</param>
    public static Task<Patient> MakeAsync(Service service) => MakeAsync(service, "127.0.0.1:5444");

    /// <param name="service">Where the job is made.</param>
    /// <param name="agent">Where it runs.</param>
    public static async Task<Patient> MakeAsync(Service service, string agent)
    {
        var file = Path.Combine(service.MakeFolder("patient"), "file");
        await File.WriteAllTextAsync(file, Content);
        var store = new { base_dir = service.MakeFolder("patient-blobs") };
        var job = await service.Api.CreateJobAsync(
            "patient", "patient", new { path = file }, store, agent: agent);
        return new Patient(file, job);
    }

    /// <summary>From now on whatever it does waits before its end.</summary>
    public void Hold() => File.WriteAllText(_file + ".hold", "");

    public void LetGo() => File.Delete(_file + ".hold");

    /// <summary>Until it waits.</summary>
    public Task WaitsAsync() =>
        Poll.UntilAsync(() => File.Exists(_file + ".waiting"), "the plugin does not wait");

    public void Lose() => File.Delete(_file);

    public void AssertIsBack() => Assert.Equal(Content, File.ReadAllText(_file));
}
