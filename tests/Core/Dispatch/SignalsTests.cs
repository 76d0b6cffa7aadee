using Quintet;
using Quintet.Dispatch;

namespace CoreTests;

public class SignalsTests
{
    [Fact]
    public void Receivers_are_called_in_their_order_and_once_each()
    {
        var heard = new List<string>();
        void Second(Ping ping) => heard.Add("second " + ping.Text);
        var signals = new Signals([ReceiverRegistration.Of<Ping>(p => heard.Add("first " + p.Text))]);
        Action<Ping> second = Second;
        using (signals.Connect(second))
        {
            signals.Connect(second);
            signals.Send(new Ping("a"));
        }

        signals.Send(new Ping("b"));
        Assert.Equal(["first a", "second a", "first b"], heard);
    }

    [Fact]
    public void A_robust_send_goes_on_and_tells_what_was_thrown()
    {
        var heard = 0;
        var signals = new Signals([ReceiverRegistration.Of<Ping>(_ => throw new InvalidOperationException("x")), ReceiverRegistration.Of<Ping>(_ => heard++)]);
        Assert.Throws<InvalidOperationException>(() => signals.Send(new Ping("a")));
        Assert.Equal(0, heard);
        Assert.Equal(["x", null], signals.SendRobust(new Ping("a")).Select(e => e?.Message));
        Assert.Equal(1, heard);
    }

    [Fact]
    public void Each_app_has_receivers_of_its_own_and_without_one_nobody_hears()
    {
        Signal<Ping>.Send(new("nobody"));
        Assert.False(Signal<Ping>.HasReceivers);
        using (Context.Current.With(Signals.Key, new Signals([])).Enter())
        {
            var heard = 0;
            using var _ = Signal<Ping>.Connect(_ => heard++);
            Signal<Ping>.Send(new("one"));
            Assert.Equal(1, heard);
        }

        Assert.False(Signal<Ping>.HasReceivers);
    }

    private sealed record Ping(string Text);
}
