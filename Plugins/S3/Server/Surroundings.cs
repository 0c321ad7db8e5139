namespace Shield.Plugins.S3.Server;

/// <summary>The SDK reads variables and files of its own, of whoever runs the agent. The endpoint alone says
/// how a bucket is reached; and a broken file would break the SDK.</summary>
internal static class Surroundings
{
    private const string Nothing = "/dev/null";

    /// <summary>Makes the SDK find nothing; before it is first used.</summary>
    public static void Ignore()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
                Environment.SetEnvironmentVariable(name, null);
        }

        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Nothing);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Nothing);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
