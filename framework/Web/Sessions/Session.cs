using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet.Conf;

namespace Quintet.Sessions;

/// <summary>
/// What the site remembers of a visitor from request to request: <c>request.Session["cart"] = 17</c>. It is read when it is first asked for, and kept when something
/// changed. Values are what JSON can say; what is more, a key finds again.
/// </summary>
public sealed class Session : ITemplateMembers
{
    private const string TestCookie = "testcookie", TestValue = "worked";

    private readonly SessionEngine _engine;
    private readonly Settings _settings;
    private readonly TimeProvider _clock;
    private JsonObject? _values;

    // A key that was sent but belongs to no session is never used: who sent it might know it (fixation).
    private string? _key;
    private bool _isKept;

    internal Session(SessionEngine engine, string? key, Settings settings, TimeProvider clock) => (_engine, _key, _settings, _clock) = (engine, key, settings, clock);

    /// <summary>The key by which it is found; null: it is not kept yet. Never show it: who knows it is the visitor.</summary>
    public string? SessionKey
    {
        get
        {
            Read();
            return _key;
        }
    }

    /// <summary>Whether somebody asked for something: the response then depends on the cookie.</summary>
    public bool Accessed { get; private set; }

    /// <summary>Whether it is kept at the end of the request. Setting a value says so; what changes inside of one does not.</summary>
    public bool Modified { get; set; }

    /// <summary>Whether there is nothing to keep.</summary>
    public bool IsEmpty => _values is null ? _key is null : _key is null && _values.Count == 0;

    /// <summary>The names of all values.</summary>
    public IReadOnlyList<string> Keys => [.. Values.Select(pair => pair.Key)];

    /// <summary>
    /// A value; null where it is missing. A text, a <see cref="long"/>, a <see cref="double"/>, a <see cref="bool"/>; lists and objects come as <see cref="JsonNode"/>, or as what
    /// <see cref="Get{T}(string)"/> is asked for.
    /// </summary>
    /// <exception cref="NotSupportedException">JSON cannot say what is set.</exception>
    public object? this[string name]
    {
        get => Values[name] switch
        {
            JsonValue value when value.TryGetValue(out string? text) => (object?)text,
            JsonValue value when value.TryGetValue(out bool flag) => flag,
            JsonValue value when value.TryGetValue(out long number) => number,
            JsonValue value when value.TryGetValue(out double number) => number,
            var node => node,
        };
        set
        {
            Values[name] = JsonSerializer.SerializeToNode(value);
            Modified = true;
        }
    }

    /// <summary>A value as a type; its default where it is missing.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public T? Get<T>(string name) => Values[name] is { } node ? node.Deserialize<T>() : default;

    /// <inheritdoc cref="Get{T}(string)"/>
    /// <param name="name">The value's name.</param>
    /// <param name="missing">Given where it is missing.</param>
    public T Get<T>(string name, T missing) => Values[name] is { } node ? node.Deserialize<T>()! : missing;

    public bool ContainsKey(string name) => Values.ContainsKey(name);

    /// <summary>Forgets a value.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        var removed = Values.Remove(name);
        Modified |= removed;
        return removed;
    }

    /// <summary>A value, which is forgotten.</summary>
    public T? Pop<T>(string name)
    {
        var value = Get<T>(name);
        Remove(name);
        return value;
    }

    /// <summary>Forgets all values; the session goes on.</summary>
    public void Clear()
    {
        Accessed = Modified = true;
        _values = [];
    }

    /// <summary>Forgets everything, and the session itself: done at logout.</summary>
    public void Flush() => FlushAsync(async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Flush"/>
    public Task FlushAsync(CancellationToken cancellation = default) => FlushAsync(async: true, cancellation).AsTask();

    /// <summary>Goes on under another key, so that one that somebody knew from before is worth nothing: done at login.</summary>
    public void CycleKey() => CycleKeyAsync(async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="CycleKey"/>
    public Task CycleKeyAsync(CancellationToken cancellation = default) => CycleKeyAsync(async: true, cancellation).AsTask();

    /// <summary>How long it lasts from its last change on; null: as the settings say; zero: as long as the browser runs.</summary>
    public void SetExpiry(TimeSpan? age)
    {
        if (age is { } time) this[SessionTimes.Key] = (long)time.TotalSeconds;
        else Remove(SessionTimes.Key);
    }

    /// <summary>When it ends, whatever happens in between.</summary>
    public void SetExpiry(DateTimeOffset end) => this[SessionTimes.Key] = end.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How long it lasts, if it were changed now.</summary>
    public TimeSpan GetExpiryAge() => Times.AgeOf(Values);

    /// <summary>When it ends, if it were changed now.</summary>
    public DateTimeOffset GetExpiryDate() => Times.ExpiryOf(Values);

    /// <summary>Whether it ends with the browser.</summary>
    public bool GetExpireAtBrowserClose() => Values[SessionTimes.Key] is JsonValue value ? value.TryGetValue(out long seconds) && seconds == 0 : _settings.SessionExpireAtBrowserClose;

    /// <summary>Leaves a value by which the next request tells whether the browser keeps cookies.</summary>
    public void SetTestCookie() => this[TestCookie] = TestValue;

    /// <summary>Whether <see cref="SetTestCookie"/> was done in a request before, and the browser kept it.</summary>
    public bool TestCookieWorked() => this[TestCookie] is TestValue;

    public void DeleteTestCookie() => Remove(TestCookie);

    /// <summary>Reads it, so that nothing waits later.</summary>
    public Task LoadAsync(CancellationToken cancellation = default) => ReadAsync(async: true, cancellation).AsTask();

    /// <summary>Keeps it now; the middleware does so at the end of each request that changed something.</summary>
    /// <exception cref="SessionInterrupted">It was deleted meanwhile.</exception>
    public void Save() => SaveAsync(async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Save"/>
    public Task SaveAsync(CancellationToken cancellation = default) => SaveAsync(async: true, cancellation).AsTask();

    /// <summary>In templates: <c>request.session.username</c>.</summary>
    bool ITemplateMembers.TryGetTemplateMember(string name, out object? value)
    {
        value = this[name];
        return value is not null || ContainsKey(name);
    }

    private SessionTimes Times => new(_settings.SessionCookieAge, _clock.GetUtcNow());

    private JsonObject Values
    {
        get
        {
            Accessed = true;
            Read();
            return _values!;
        }
    }

    private void Read()
    {
        if (_values is null) ReadAsync(async: false, default).GetAwaiter().GetResult();
    }

    private async ValueTask ReadAsync(bool async, CancellationToken cancellation)
    {
        if (_values is not null) return;
        var found = _key is null ? null : await _engine.LoadAsync(_key, Times, async, cancellation);
        if (found is null) _key = null;
        else _isKept = true;
        _values = found ?? [];
    }

    internal async ValueTask SaveAsync(bool async, CancellationToken cancellation)
    {
        await ReadAsync(async, cancellation);
        _key = await _engine.SaveAsync(_isKept ? _key : null, _values!, Times, async, cancellation)
            ?? throw new SessionInterrupted("The request's session was deleted before the request completed. The user may have logged out in a concurrent request, for example.");
        _isKept = true;
    }

    private async ValueTask FlushAsync(bool async, CancellationToken cancellation)
    {
        Clear();
        if (_key is { } key) await _engine.DeleteAsync(key, async, cancellation);
        (_key, _isKept) = (null, false);
    }

    private async ValueTask CycleKeyAsync(bool async, CancellationToken cancellation)
    {
        await ReadAsync(async, cancellation);
        Accessed = Modified = true;
        var old = _key;
        (_key, _isKept) = (null, false);
        await SaveAsync(async, cancellation);
        if (old is not null && old != _key) await _engine.DeleteAsync(old, async, cancellation);
    }
}

/// <summary>A session was deleted while a request was using it: answered by 400.</summary>
public sealed class SessionInterrupted(string message) : Http.SuspiciousOperation(message);
