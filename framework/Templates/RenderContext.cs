using Quintet.Localization;
using Quintet.Templates.Rendering;
using Quintet.Templates.Tags;
using Quintet.Templates.Values;

namespace Quintet.Templates;

/// <summary>
/// The variables of one rendering, and its state. The outermost are the members of a model (an object of any type, or a dictionary);
/// extra values stand before them; tags such as <c>with</c> and <c>for</c> open scopes. For one rendering at a time.
/// </summary>
public sealed class RenderContext
{
    // The variables of all open scopes, one after the other: opening and closing a scope is moving an index.
    private string[] _names = new string[8];
    private object?[] _values = new object?[8];
    private int _count;
    private int _scopeStart;
    private object? _model;
    private bool? _autoescape;
    private Locale? _chosenLocale;
    private Locale? _locale;
    private Dictionary<object, object>? _state;
    private Func<IReadOnlyList<object?>>? _background;
    private IReadOnlyList<object?>? _backgroundValues;

    private RenderContext(object? model) => _model = model;

    /// <summary>A context without variables.</summary>
    public RenderContext() : this(null)
    {
    }

    /// <summary>A context whose variables are the members of an object (of an anonymous type as well), or the entries of a dictionary.</summary>
    public static RenderContext From<T>(T model) => new(JsonValues.Unwrap(model));

    /// <summary>A context as <see cref="From{T}(T)"/> makes it, with extra values that win over the model's.</summary>
    public static RenderContext From<T>(T model, IEnumerable<KeyValuePair<string, object?>> extra)
    {
        var context = From(model);
        foreach (var (name, value) in extra) context[name] = value;
        return context;
    }

    /// <summary>
    /// Objects or dictionaries whose members are variables where neither the model nor a tag has one of the name: those of context
    /// processors; of two the later wins. Asked for once, when the first such variable is looked for. Templates that are included with
    /// <c>only</c> do not see them.
    /// </summary>
    public Func<IReadOnlyList<object?>>? Background
    {
        get => _background;
        set => (_background, _backgroundValues) = (value, null);
    }

    /// <summary>The request, for tags that start from it whatever the variables are (<c>querystring</c>).</summary>
    public object? Request { get; set; }

    /// <summary>The application instance that decides between URL namespaces; see <see cref="IUrlReverser"/>.</summary>
    public string? CurrentApp { get; set; }

    /// <summary>Whether values are escaped; the engine's setting unless set here.</summary>
    public bool Autoescape
    {
        get => _autoescape ?? true;
        set => _autoescape = value;
    }

    /// <summary>
    /// Language, formats and time zone of the rendering. Where it is not set: those in force, else the engine's
    /// (<see cref="EngineOptions.Locales"/>).
    /// </summary>
    public Locale Locale
    {
        get => _locale ?? Translation.Current;
        set => _chosenLocale = _locale = value;
    }

    /// <summary>Ends the rendering: looked at in each round of a loop, at each <c>include</c>, and wherever <c>RenderAsync</c> awaits.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Told of each template when its rendering begins, of those that it extends and includes as well (Django's <c>template_rendered</c>); null: nobody.</summary>
    public Action<Template>? Rendering { get; set; }

    /// <summary>A variable; null where there is none. Setting it sets it in the innermost scope.</summary>
    public object? this[string name]
    {
        get => TryGet(name, out var value) ? value : null;
        set => Set(name, value);
    }

    /// <summary>Whether numbers and dates follow the language: what the tag <c>localize</c> says; null where the settings decide.</summary>
    internal bool? UseL10n
    {
        get;
        set
        {
            field = value;
            LookAtFormats();
        }
    }

    /// <summary>Whether whole numbers are written as they are.</summary>
    internal bool HasPlainIntegers { get; private set; }

    /// <summary>Whether numbers with a point are written as they are.</summary>
    internal bool HasPlainDecimals { get; private set; }

    /// <summary>The engine that renders.</summary>
    public Engine Engine { get; private set; } = null!;

    internal Utf8Output Output { get; private set; } = null!;

    /// <summary>Where an asynchronous rendering goes; null in any other.</summary>
    internal AsyncSink? Sink { get; private set; }

    /// <summary>The template whose text is being rendered; errors are placed in it.</summary>
    internal Template Template { get; set; } = null!;

    internal BlockChain? Blocks { get; set; }

    /// <summary>The innermost block being rendered.</summary>
    internal BlockValue? Block { get; set; }

    internal int IncludeDepth { get; set; }

    internal void Bind(Engine engine, Utf8Output output, AsyncSink? sink = null)
    {
        (Engine, Output, Sink) = (engine, output, sink);
        _autoescape ??= engine.Options.Autoescape;
        _locale = _chosenLocale ?? engine.Locales.Current();
        UseL10n = null;
        (Blocks, Block, _state, IncludeDepth) = (null, null, null, 0);
    }

    /// <summary>Awaits the variables that are tasks or asynchronous sequences: what is set, the entries of a model that is a dictionary, and the members of any other.</summary>
    internal async ValueTask AwaitVariables(Engine engine)
    {
        for (var i = 0; i < _count; i++)
        {
            if (engine.Async.IsAsync(_values[i])) _values[i] = await engine.Async.Await(_values[i], Cancellation).ConfigureAwait(false);
        }

        if (_model is null) return;
        if (DictionaryView.Of(_model) is { } dictionary)
        {
            foreach (var (key, value) in dictionary.Items())
            {
                if (key is string name && engine.Async.IsAsync(value)) await AwaitVariable(engine, name, value).ConfigureAwait(false);
            }

            return;
        }

        foreach (var (name, property) in engine.Members.For(_model.GetType()).AsyncProperties) await AwaitVariable(engine, name, property(_model)).ConfigureAwait(false);
    }

    private async ValueTask AwaitVariable(Engine engine, string name, object? value)
    {
        // What a view has set itself wins over its model.
        if (FindLocal(name) < 0) Set(name, await engine.Async.Await(value, Cancellation).ConfigureAwait(false));
    }

    /// <summary>Makes the locale of the rendering the one in force, so that texts translated by code are in its language too; null where it is already.</summary>
    internal Context.Scope? EnterLocale() => ReferenceEquals(_locale, Translation.Current) ? null : Context.Current.With(Locale.Key, _locale!).Enter();

    /// <summary>Another language or time zone, until the scope is disposed.</summary>
    internal LocaleScope Enter(Locale locale)
    {
        var outer = _locale!;
        _locale = locale;
        LookAtFormats();
        return new(this, outer, EnterLocale());
    }

    internal readonly struct LocaleScope(RenderContext context, Locale outer, Context.Scope? ambient) : IDisposable
    {
        public void Dispose()
        {
            ambient?.Dispose();
            context._locale = outer;
            context.LookAtFormats();
        }
    }

    private void LookAtFormats()
    {
        var options = _locale!.Locales.Options;
        var isLocal = UseL10n ?? options.UseL10n;
        var formats = isLocal ? _locale.LanguageFormats : options.Formats;
        HasPlainIntegers = UseL10n == false || !(isLocal && options.UseThousandSeparator && formats.NumberGrouping.Count > 0);
        HasPlainDecimals = UseL10n == false || (HasPlainIntegers && formats.DecimalSeparator == ".");
    }

    /// <summary>A variable; false where there is none.</summary>
    public bool TryGet(string name, out object? value)
    {
        var place = FindLocal(name);
        if (place >= 0)
        {
            value = _values[place];
            return true;
        }

        var read = _model is null ? TemplateValue.Missing : MemberLookup.Read(this, _model, name);
        return (read.IsMissing ? Behind(name) : read).TryGet(out value);
    }

    /// <summary>A variable at its place in a template; <see cref="TemplateValue.Missing"/> where there is none.</summary>
    internal TemplateValue Get(MemberSite site)
    {
        var place = FindLocal(site.Name);
        if (place >= 0) return TemplateValue.Of(_values[place]);
        var value = _model is null ? TemplateValue.Missing : MemberLookup.Read(this, _model, site);
        return value.IsMissing ? Behind(site.Name) : value;
    }

    /// <summary>As <see cref="Get"/>, for what has members; null where there is none.</summary>
    internal object? GetObject(MemberSite site)
    {
        var place = FindLocal(site.Name);
        return place >= 0 ? _values[place] : Get(site).ObjectOrBox;
    }

    private int FindLocal(string name)
    {
        var names = _names;
        for (var i = _count - 1; (uint)i < (uint)names.Length; i--)
        {
            if (ReferenceEquals(names[i], name) || names[i] == name) return i;
        }

        return -1;
    }

    /// <summary>What stands behind the model: the context processors' variables, then the constants.</summary>
    private TemplateValue Behind(string name)
    {
        if (_background is not null)
        {
            _backgroundValues ??= _background();
            for (var i = _backgroundValues.Count - 1; i >= 0; i--)
            {
                if (_backgroundValues[i] is not { } model) continue;
                var value = MemberLookup.Read(this, model, name);
                if (!value.IsMissing) return value;
            }
        }

        return name switch
        {
            "True" => TemplateValue.Of(true),
            "False" => TemplateValue.Of(false),
            "None" => default,
            _ => TemplateValue.Missing,
        };
    }

    /// <summary>Sets a variable in the innermost scope.</summary>
    public void Set(string name, object? value)
    {
        for (var i = _scopeStart; i < _count; i++)
        {
            if (_names[i] != name) continue;
            _values[i] = value;
            return;
        }

        if (_count == _names.Length)
        {
            Array.Resize(ref _names, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        (_names[_count], _values[_count]) = (name, value);
        _count++;
    }

    /// <summary>Sets a variable in the innermost scope; its place is good for <see cref="SetAt"/> until the scope is closed.</summary>
    internal int Declare(string name, object? value)
    {
        Set(name, value);
        for (var i = _scopeStart; ; i++)
        {
            if (_names[i] == name) return i;
        }
    }

    internal void SetAt(int place, object? value) => _values[place] = value;

    /// <summary>Sets a variable where it is already, in whichever scope; else in the innermost.</summary>
    public void SetUpward(string name, object? value)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_names[i] != name) continue;
            _values[i] = value;
            return;
        }

        Set(name, value);
    }

    /// <summary>Opens a scope; the result goes to <see cref="Pop"/>.</summary>
    public Scope Push()
    {
        var scope = new Scope(_scopeStart, _count);
        _scopeStart = _count;
        return scope;
    }

    /// <summary>Closes a scope; belongs into a <c>finally</c>.</summary>
    public void Pop(Scope scope)
    {
        Array.Clear(_values, scope.Count, _count - scope.Count);
        (_scopeStart, _count) = (scope.Start, scope.Count);
    }

    /// <summary>Hides all variables but those of a new model, as <c>include … only</c> does, until <see cref="LeaveIsolation"/>.</summary>
    internal Isolation EnterIsolation(object? model = null)
    {
        var outer = new Isolation(_names, _values, _count, _scopeStart, _model, _background, _backgroundValues);
        (_names, _values, _count, _scopeStart, _model, _background, _backgroundValues) = (new string[8], new object?[8], 0, 0, model, null, null);
        return outer;
    }

    internal void LeaveIsolation(Isolation outer) =>
        (_names, _values, _count, _scopeStart, _model, _background, _backgroundValues) =
        (outer.Names, outer.Values, outer.Count, outer.Start, outer.Model, outer.Background, outer.BackgroundValues);

    /// <summary>Begins rendering a template of its own: its blocks and the state of its tags are not those of the one around it.</summary>
    internal Outer EnterTemplate(Template template)
    {
        var outer = new Outer(Template, Blocks, Block, _state);
        (Template, Blocks, Block, _state) = (template, null, null, null);
        return outer;
    }

    internal void LeaveTemplate(Outer outer) => (Template, Blocks, Block, _state) = (outer.Template, outer.Blocks, outer.Block, outer.State);

    /// <summary>What a tag keeps from one time it is rendered to the next, within one template.</summary>
    public T GetState<T>(object owner, Func<T> create) where T : class
    {
        _state ??= new(ReferenceEqualityComparer.Instance);
        if (_state.TryGetValue(owner, out var state)) return (T)state;
        var created = create();
        _state[owner] = created;
        return created;
    }

    /// <summary>Writes a text as it stands: HTML.</summary>
    public void Write(string html) => Output.Write(html);

    /// <summary>Writes a text with its special characters escaped, whatever <see cref="Autoescape"/> says.</summary>
    public void WriteEscaped(string text) => Output.WriteEscaped(text);

    /// <summary>Writes a value as <c>{{ }}</c> shows it: localized, and escaped where <see cref="Autoescape"/> is on and it is no <see cref="SafeString"/>.</summary>
    public void WriteValue(object? value) => Output.WriteValue(value, this);

    /// <summary>The variables of each scope, the outermost first: for looking at them while debugging.</summary>
    internal IEnumerable<IEnumerable<KeyValuePair<string, object?>>> Scopes()
    {
        if (_background is not null)
        {
            foreach (var model in _backgroundValues ??= _background())
            {
                if (model is not null) yield return Tags.DebugTag.MembersOf(model);
            }
        }

        if (_model is not null) yield return Tags.DebugTag.MembersOf(_model);
        yield return Enumerable.Range(0, _count).Select(i => new KeyValuePair<string, object?>(_names[i], _values[i]));
    }

    /// <summary>Renders into a text of its own.</summary>
    public string Capture(NodeList nodes)
    {
        var outer = Output;
        Output = new();
        try
        {
            nodes.Render(this);
            return Output.Text();
        }
        finally
        {
            Output.Dispose();
            Output = outer;
        }
    }

    /// <summary>An open scope; see <see cref="Push"/>.</summary>
    public readonly struct Scope
    {
        internal Scope(int start, int count) => (Start, Count) = (start, count);

        internal int Start { get; }

        internal int Count { get; }
    }

    internal readonly record struct Isolation(string[] Names, object?[] Values, int Count, int Start, object? Model,
        Func<IReadOnlyList<object?>>? Background, IReadOnlyList<object?>? BackgroundValues);

    internal readonly record struct Outer(Template Template, BlockChain? Blocks, BlockValue? Block, Dictionary<object, object>? State);
}
