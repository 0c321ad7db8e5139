namespace Shield.Domain.Tests;

public sealed class EditionTests
{
    [Fact]
    public void The_same_fields_have_the_same_edition_today_and_tomorrow() =>
        Assert.Equal("6a9f797717b7913cc94af9ede3b2c995", Edition.Of("a", "").Value);

    [Fact]
    public void No_field_can_borrow_from_the_next()
    {
        Assert.NotEqual(Edition.Of("ab", "c"), Edition.Of("a", "bc"));
        Assert.NotEqual(Edition.Of("a", ""), Edition.Of("", "a"));
        Assert.NotEqual(Edition.Of("a"), Edition.Of("a", ""));
        Assert.Equal(Edition.Of("a", "b"), Edition.Of("a", "b"));
    }

    [Fact]
    public void A_condition_allows_what_it_names_and_without_names_everything()
    {
        var edition = Edition.Of("a");

        Assert.True(EditCondition.None.Allows(edition));
        Assert.True(new EditCondition(["x", edition.Value]).Allows(edition));
        Assert.False(new EditCondition([]).Allows(edition));
    }
}
