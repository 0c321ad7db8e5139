namespace Shield.House.Tests;

/// <summary>What a guard has to say: all of it at once, a line for each place.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> found)
    {
        string[] faults = [.. found];
        if (faults.Length > 0)
            Assert.Fail($"{faults.Length} to put right:\n  {string.Join("\n  ", faults)}");
    }
}
