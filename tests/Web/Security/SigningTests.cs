using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Quintet;
using Quintet.Conf;
using Quintet.Security;

namespace WebTests.Security;

/// <summary>What leaves the server signed comes back as it was, or not at all.</summary>
public class SigningTests
{
    [Property]
    public void What_is_signed_is_read_again(string value, string salt)
    {
        var signer = new Signer("key", salt: salt);

        Assert.Equal(Valid(value), signer.Unsign(signer.Sign(Valid(value))));
    }

    [Property]
    public void Objects_too_packed_or_not(Dictionary<string, int?> value, bool compress)
    {
        var known = value.ToDictionary(pair => Valid(pair.Key), pair => pair.Value);
        var signer = new Signer("key");

        Assert.Equal(known, signer.UnsignObject<Dictionary<string, int?>>(signer.SignObject(known, compress)));
    }

    [Property]
    public void A_changed_character_is_noticed(string value, int at, char other)
    {
        var signed = new Signer("key").Sign(Valid(value));
        var index = (int)((uint)at % signed.Length);
        if (signed[index] == other || char.IsSurrogate(signed[index]) || char.IsSurrogate(other)) return;

        Assert.Throws<BadSignature>(() => new Signer("key").Unsign(signed[..index] + other + signed[(index + 1)..]));
    }

    [Fact]
    public void A_signature_for_one_thing_is_none_for_another()
    {
        var signed = new Signer("key", salt: "mail").Sign("ada");

        Assert.Throws<BadSignature>(() => new Signer("key", salt: "password").Unsign(signed));
        Assert.Throws<BadSignature>(() => new Signer("other", salt: "mail").Unsign(signed));
        Assert.Throws<BadSignature>(() => new TimestampSigner("key", salt: "mail").Unsign(signed));
    }

    [Fact]
    public void A_signature_grows_old()
    {
        var clock = new Clock();
        var signer = new TimestampSigner("key") { Clock = clock };
        var signed = signer.Sign("ada");
        clock.Now += TimeSpan.FromSeconds(11);

        Assert.Equal("ada", signer.Unsign(signed));
        Assert.Equal("ada", signer.Unsign(signed, TimeSpan.FromSeconds(11)));
        Assert.Equal("Signature age 11 > 10 seconds", Assert.Throws<SignatureExpired>(() => signer.Unsign(signed, TimeSpan.FromSeconds(10))).Message);
    }

    [Fact]
    public void The_settings_key_signs_and_older_ones_are_read()
    {
        var old = InSettings("old", [], () => new Signer().Sign("ada"));

        Assert.Equal("ada", InSettings("new", ["old"], () => new Signer().Unsign(old)));
        Assert.NotEqual(old, InSettings("new", ["old"], () => new Signer().Sign("ada")));
        Assert.Throws<BadSignature>(() => InSettings("new", [], () => new Signer().Unsign(old)));
        Assert.Contains("SecretKey", Assert.Throws<ImproperlyConfigured>(() => InSettings("", [], () => new Signer().Sign("ada"))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("abc")]
    public void A_separator_that_a_signature_may_hold_is_refused(string separator) => Assert.Throws<ArgumentException>(() => new Signer("key", separator));

    [Fact]
    public void What_is_signed_but_no_object_is_refused()
    {
        var signer = new Signer("key");

        Assert.Throws<BadSignature>(() => signer.UnsignObject<string>(signer.Sign("=not base64=")));
        Assert.Throws<BadSignature>(() => signer.UnsignObject<string>(signer.Sign("." + Base64Url.EncodeToString("not packed"u8))));
        Assert.Throws<JsonException>(() => signer.UnsignObject<string>(signer.Sign(Base64Url.EncodeToString("{"u8))));
    }

    [Fact]
    public void A_packed_bomb_is_refused()
    {
        var signer = new Signer("key");
        var bomb = signer.SignObject(new string('a', 20_000_000), compress: true);

        Assert.True(bomb.Length < 100_000);
        Assert.Contains("larger than", Assert.Throws<BadSignature>(() => signer.UnsignObject<string>(bomb)).Message);
    }

    [Fact]
    public void Long_objects_become_shorter_and_short_ones_do_not_become_longer()
    {
        var signer = new Signer("key");

        Assert.StartsWith(".", signer.SignObject(new string('a', 200), compress: true));
        Assert.Equal(signer.SignObject("a"), signer.SignObject("a", compress: true));
    }

    [Fact]
    public void Random_strings_differ()
    {
        Assert.Equal(32, Crypto.GetRandomString(32).Length);
        Assert.NotEqual(Crypto.GetRandomString(32), Crypto.GetRandomString(32));
        Assert.All(Crypto.GetRandomString(100, "ab"), c => Assert.Contains(c, "ab"));
    }

    private static T InSettings<T>(string key, List<string> fallbacks, Func<T> run)
    {
        using var scope = Context.Current.With(Settings.Key, new SiteSettings { SecretKey = key, SecretKeyFallbacks = fallbacks }).Enter();
        return run();
    }

    // UTF-8 has no half pairs.
    private static string Valid(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
