namespace Shield.Grains.Tests;

public sealed class TurnstileTests
{
    private readonly Turnstile _turnstile = new(2);

    [Fact]
    public async Task So_many_are_let_through_at_once_and_the_next_when_one_leaves()
    {
        var first = await _turnstile.EnterAsync();
        using var second = await _turnstile.EnterAsync();
        var third = _turnstile.EnterAsync();
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var turn = await third;
        Assert.False(_turnstile.EnterAsync().IsCompleted);
    }

    [Fact]
    public async Task Who_came_first_goes_first_and_who_can_wait_goes_last()
    {
        var (one, two) = (await _turnstile.EnterAsync(), await _turnstile.EnterAsync());
        var later = _turnstile.EnterLaterAsync();
        var (third, fourth) = (_turnstile.EnterAsync(), _turnstile.EnterAsync());

        one.Dispose();
        var thirdTurn = await third;
        Assert.False(fourth.IsCompleted);
        two.Dispose();
        using var fourthTurn = await fourth;
        Assert.False(later.IsCompleted);
        thirdTurn.Dispose();

        (await later).Dispose();
    }

    [Fact]
    public async Task Who_gives_way_keeps_no_place_and_gets_one_when_the_others_have_gone()
    {
        using var one = await _turnstile.EnterAsync();
        var two = await _turnstile.EnterAsync();
        var (third, fourth) = (_turnstile.EnterAsync(), _turnstile.EnterAsync());

        var goesOn = one.GiveWayAsync();
        var thirdTurn = await third;
        two.Dispose();
        using var fourthTurn = await fourth;
        Assert.False(goesOn.IsCompleted);
        thirdTurn.Dispose();

        await goesOn;
    }

    [Fact]
    public async Task Nobody_waits_where_there_is_room()
    {
        using var one = await _turnstile.EnterLaterAsync();
        await one.GiveWayAsync();

        (await _turnstile.EnterAsync()).Dispose();
    }
}
