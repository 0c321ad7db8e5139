namespace Shield.Domain.Tests;

public sealed class IdTests
{
    [Fact]
    public void An_id_reads_as_a_lower_case_uuid()
    {
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e",
            new TargetId(new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E")).ToString());
    }
}
