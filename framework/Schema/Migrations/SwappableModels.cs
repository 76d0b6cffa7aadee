namespace Quintet.Db.Migrations;

/// <summary>
/// The models that settings name (Django's swappable models). A migration that speaks of such a model names the setting, <c>new ForeignKey("__setting__.AuthUserModel", OnDelete.Cascade)</c>, and waits for the
/// first migration of its app: <c>new("__setting__", "AuthUserModel")</c>. So it is the same in every project, whichever model that has.
/// </summary>
/// <param name="labelOf">The label that a setting holds, <c>AuthUserModel</c> → <c>members.Member</c>; null where there is no such setting.</param>
public sealed class SwappableModels(Func<string, string?> labelOf)
{
    /// <summary>In place of an app's label: what follows is the name of a setting. Django's own word.</summary>
    public const string AppLabel = "__setting__";

    /// <summary>What <c>AuthUserModel</c> is where a project says nothing.</summary>
    public const string DefaultUser = "auth.User";

    /// <summary>The setting that names the model of the users.</summary>
    public const string UserSetting = "AuthUserModel";

    private const string Prefix = AppLabel + ".";

    /// <summary>No setting names a model.</summary>
    public static SwappableModels None { get; } = new(_ => null);

    /// <summary>The setting in <c>__setting__.AuthUserModel</c>; null: the label is a model's.</summary>
    public static string? SettingOf(string label) => label.StartsWith(Prefix, StringComparison.Ordinal) ? label[Prefix.Length..] : null;

    /// <summary>What a migration writes for a relation's target.</summary>
    internal static string Written(string label, string? setting) => setting is null ? label : Prefix + setting;

    /// <summary>The label of the model that a setting names.</summary>
    /// <exception cref="InvalidOperationException">There is no such setting, or it holds no label.</exception>
    public string Get(string setting)
    {
        var label = labelOf(setting) ?? throw new InvalidOperationException($"The settings have no '{setting}', which a relation speaks of: give it the label of a model, as in {setting} = \"members.Member\".");
        return IsLabel(label) ? label : throw new InvalidOperationException($"{setting} must be of the form 'app_label.model_name', and is '{label}'.");
    }

    /// <summary>The model in whose favour a swappable one steps back; null: it is the one that the setting names, or the setting names none.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="options">Its options.</param>
    public string? InPlaceOf(string label, MetaAttribute options) =>
        options.Swappable is { } setting && labelOf(setting) is { } other && IsLabel(other) && !Operation.SameName(label, other) ? other : null;

    /// <summary>Whether a setting names a model, or may.</summary>
    internal bool MayBeNamed(ModelState model) => model.Options.Swappable is not null || (labelOf(UserSetting) is { } users && Operation.SameName(model.Label, users));

    /// <summary>A field of a migration whose relation leads to the model that the setting names.</summary>
    /// <exception cref="InvalidOperationException">There is no such setting, or it holds no label.</exception>
    internal Field Resolve(Field field) => field is IRelation { Setting: { } setting } relation ? relation.Pointing(Get(setting), setting) : field;

    /// <summary>A model of a migration, with the one that took its place.</summary>
    internal MetaAttribute Resolve(string label, MetaAttribute options) => InPlaceOf(label, options) is var other && other == options.Swapped ? options : options.WithSwapped(other);

    /// <summary>
    /// The models of the code, in which a relation to what a setting names says so: a model that is swappable says which settings there are.
    /// </summary>
    public ProjectState Mark(ProjectState state)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in state.Models.Select(model => model.Options.Swappable).OfType<string>())
        {
            if (labelOf(setting) is { } label) settings[label] = setting;
        }

        if (settings.Count == 0) return state;
        return ProjectState.Of(state.Models.Select(model => model with
        {
            Options = Resolve(model.Label, model.Options),
            Fields = [.. model.Fields.Select(field => field with { Field = Marked(field.Field) })],
        }));

        Field Marked(Field field) => field is IRelation relation && settings.TryGetValue(relation.To, out var setting) ? relation.Pointing(relation.To, setting) : field;
    }

    private static bool IsLabel(string text) => text.Split('.') is [{ Length: > 0 }, { Length: > 0 }];
}
