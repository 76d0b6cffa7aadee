using Quintet.Reading.Conditions;

namespace Quintet.Reading.Models;

/// <summary>What can be said of the attributes of one model's class: the fields they name, their conditions, their names.</summary>
internal static class MetaChecks
{
    // Django's limit, by which names fit into every database.
    private const int LongestIndexName = 30;

    public static void Check(ModelDeclaration model, List<Finding> findings)
    {
        foreach (var attribute in model.Attributes)
        {
            var place = attribute.Role == AttributeRole.Meta ? "" : $"[{attribute.Kind}]";
            if (attribute.Role == AttributeRole.Meta)
            {
                CheckNames("Ordering", attribute.Option("Ordering"));
                CheckNames("GetLatestBy", attribute.Option("GetLatestBy"));
                CheckManager("DefaultManagerName", attribute);
                CheckManager("BaseManagerName", attribute);
                CheckOrder(attribute);
                continue;
            }

            if (attribute.Role == AttributeRole.Permissions) continue;

            // What an app's own constraint means by its arguments only the app knows.
            var known = attribute.Role != AttributeRole.Constraint || attribute.Type.StartsWith("global::Quintet.Db.", StringComparison.Ordinal);
            if (known)
            {
                if (attribute.Arguments.Items.FirstOrDefault() is { Text: null } fields) CheckNames(place, fields);
                CheckNames($"Include of {place}", attribute.Option("Include"));
                if (attribute.Kind == "CheckConstraint") CheckCondition($"The condition of {place}", attribute.Arguments.Items.FirstOrDefault()?.Text, mayDescend: false);
                CheckCondition($"The condition of {place}", attribute.Option("Condition")?.Text, mayDescend: false);
                foreach (var text in attribute.Option("Expressions")?.Texts ?? []) CheckCondition($"An expression of {place}", text, attribute.Role == AttributeRole.Index);
            }

            if (attribute.Type == "global::Quintet.Contrib.Postgres.ExclusionConstraintAttribute") CheckExclusion(attribute);
            if (attribute.Role == AttributeRole.UniqueTogether) continue;
            CheckParts(attribute);
            CheckName(attribute);

            // "room WITH =": what stands before WITH is a field or an expression.
            void CheckExclusion(ModelAttribute constraint)
            {
                const string With = " WITH ";
                foreach (var text in constraint.Arguments.Items.FirstOrDefault()?.Texts ?? [])
                {
                    var end = text.LastIndexOf(With, StringComparison.OrdinalIgnoreCase);
                    if (end >= 0) CheckCondition($"An expression of {place}", text.Substring(0, end), mayDescend: false);
                    else findings.Add(new(DiagnosticTable.ConditionUnreadable, constraint.Location ?? model.Location, $"An expression of {place}", model.Name, $"{text.Length + 1}", "expected WITH and an operator, as in \"span WITH &&\""));
                }

                CheckCondition($"The condition of {place}", constraint.Option("Condition")?.Text, mayDescend: false);
                CheckNames($"Include of {place}", constraint.Option("Include"));
            }

            void CheckCondition(string what, string? text, bool mayDescend)
            {
                if (text is null) return;
                var start = mayDescend && text.StartsWith("-", StringComparison.Ordinal) ? 1 : 0;
                var parsed = ConditionParser.Parse(text.Substring(start));
                if (parsed.Error is { } error)
                {
                    findings.Add(new(DiagnosticTable.ConditionUnreadable, attribute.Location ?? model.Location, what, model.Name, $"{error.Position + start + 1}", error.Message));
                }

                foreach (var name in parsed.Fields.Select(field => field.Name).Distinct()) CheckField(what, name, name);
            }

            void CheckNames(string what, ConstantValue? written)
            {
                foreach (var text in written?.Texts ?? [])
                {
                    // "?" is a random order; a path through a relation is checked by its first step only.
                    var name = text.TrimStart('-', '+');
                    var first = attribute.Role == AttributeRole.Meta && name.IndexOf("__", StringComparison.Ordinal) is var cut && cut > 0 ? name.Substring(0, cut) : name;
                    if (first != "?") CheckField(what, first, text);
                }
            }

            void CheckField(string what, string name, string written)
            {
                // An index or a constraint is one table's.
                List<FieldDeclaration> fields = attribute.Role == AttributeRole.Meta ? [.. model.AllFields] : [.. model.Fields];
                if (name == "pk" || fields.Any(f => f.Name == name || (f.Relation is not null && f.Column == name))) return;
                var names = fields.Select(f => f.Name).ToList();
                var meant = names.FirstOrDefault(n => string.Equals(n.Replace("_", ""), name.Replace("_", ""), StringComparison.OrdinalIgnoreCase));
                findings.Add(new(DiagnosticTable.UnknownFieldInMeta, attribute.Location ?? model.Location, what, model.Name, written,
                    meant is null ? $" It has: {string.Join(", ", names)}." : $" Did you mean '{meant}'?"));
            }
        }

        void CheckOrder(ModelAttribute meta)
        {
            if (meta.Option("OrderWithRespectTo")?.Text is not { } name) return;
            var reason = !model.Fields.Items.Any(f => f.Name == name && f.Relation is not null) ? "names no foreign key of the model itself"
                : meta.Option("Ordering") is not null ? "is an order of its own: leave Ordering out"
                : null;
            if (reason is not null) findings.Add(new(DiagnosticTable.OrderDoesNotFit, meta.Location ?? model.Location, name, model.Name, reason));
        }

        void CheckManager(string option, ModelAttribute meta)
        {
            if (meta.Option(option)?.Text is not { } name) return;
            List<string> names = ["objects", .. model.Managers.Items.Select(m => m.Name).Where(n => n != "objects")];
            if (!names.Contains(name)) findings.Add(new(DiagnosticTable.UnknownManager, meta.Location ?? model.Location, option, model.Name, name, string.Join(", ", names)));
        }

        void CheckParts(ModelAttribute attribute)
        {
            var hasList = attribute.Arguments.Items.FirstOrDefault() is { Text: null } fields;
            if (!hasList) return;
            int count = attribute.Arguments.Items[0].Items.Count, expressions = Count("Expressions");
            var reason = (count, expressions) switch
            {
                (0, 0) => "it names neither fields nor Expressions",
                ( > 0, > 0) => "fields and Expressions exclude each other",
                _ when attribute.Option("OpClasses") is { } classes && classes.Items.Count != Math.Max(count, expressions) => "there must be one of OpClasses for each field",
                _ when attribute.Kind == "UniqueConstraint" && attribute.Option("Deferrable")?.Text is "Deferred" or "Immediate" && (expressions > 0 || Count("Include") > 0 || Count("OpClasses") > 0 || attribute.Option("Condition")?.Text is not null)
                    => "what has a Condition, Expressions, Include or OpClasses cannot be deferred",
                _ => null,
            };
            if (reason is not null) findings.Add(new(DiagnosticTable.MetaParts, attribute.Location ?? model.Location, attribute.Kind, model.Name, reason));

            int Count(string option) => attribute.Option(option)?.Items.Count ?? 0;
        }

        void CheckName(ModelAttribute attribute)
        {
            var name = attribute.Option("Name")?.Text;
            var place = attribute.Location ?? model.Location;
            if (string.IsNullOrEmpty(name))
            {
                var reason = attribute.Role == AttributeRole.Constraint ? "a constraint's name is the only way to remove it"
                    : attribute.Options.Items.FirstOrDefault(o => o.Name is "Expressions" or "Condition" or "Include" or "OpClasses") is { } option ? $"of an index with {option.Name} none can be made"
                    : null;
                if (reason is not null) findings.Add(new(DiagnosticTable.NameMissing, place, attribute.Kind, model.Name, reason));
            }
        }
    }

    /// <summary>An index's name, its placeholders filled in.</summary>
    public static void CheckIndexName(ModelAttribute index, ModelDeclaration model, List<Finding> findings)
    {
        if (index.Option("Name")?.Text is not { Length: > 0 } name) return;
        var place = index.Location ?? model.Location;
        if (name[0] == '_' || char.IsDigit(name[0])) findings.Add(new(DiagnosticTable.BadIndexName, place, name, "cannot start with an underscore or a number"));
        if (name.Length > LongestIndexName) findings.Add(new(DiagnosticTable.BadIndexName, place, name, $"cannot be longer than {LongestIndexName} characters"));
    }
}
