using System.Collections.Immutable;
using static Quintet.Reading.RuleSeverity;

namespace Quintet.Reading;

/// <summary>
/// Every diagnostic there is, for the compiler, <c>quintet check</c> and the editor alike. A rule that claims an absence
/// ("no such URL name") is reported only where the inventory is proven complete.
/// </summary>
public static class DiagnosticTable
{
    // Templates. Their messages are written where the parser knows what it expected, so the format is the whole message.
    public static readonly DiagnosticRule TagNotClosed = new("QT1001", "Tag is not closed", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule BlockNeverClosed = new("QT1002", "Block tag is never closed", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnexpectedEndTag = new("QT1003", "Unexpected end tag", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnknownTag = new("QT1004", "Unknown tag", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnknownFilter = new("QT1005", "Unknown filter", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule BadArguments = new("QT1006", "Bad arguments or expression", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule ExtendsNotFirst = new("QT1007", "extends is not the first tag", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule DuplicateBlock = new("QT1008", "Two blocks of one name", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnknownLibrary = new("QT1009", "Unknown tag library", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule TemplateNotFound = new("QT1010", "Template not found", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule VariableNotClosed = new("QT1011", "Variable is not closed", Error, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule ForeignDelimiter = new("QT1012", "Another language's tag", Hint, "{0}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnknownPartial = new("QT1013", "Unknown partial", Error, "{0}", RuleCategory.Templates);

    public static readonly DiagnosticRule UnknownVariable = new("QT1014", "Variable that nobody gives", Warning, "The template is not given '{0}' by {1}.{2}", RuleCategory.Templates);
    public static readonly DiagnosticRule UnknownMember = new("QT1015", "Member that its type does not have", Warning, "{0} has no '{1}'.{2}", RuleCategory.Templates);
    public static readonly DiagnosticRule IncludeForgetsVariable = new("QT1016", "Part is included without what it shows", Warning, "'{0}' shows {1}, which it is not given here. Give it: with name=value.", RuleCategory.Templates);
    public static readonly DiagnosticRule BlockNotInParent = new("QT1017", "Block that no template above has", Warning, "No template above has a block '{0}', so this one is never shown.{1}", RuleCategory.Templates);
    public static readonly DiagnosticRule PostWithoutToken = new("QT1018", "POST form without csrf_token", Warning, "This form posts without a csrf_token, so its posts are refused (403). Write one inside of it.", RuleCategory.Templates);
    public static readonly DiagnosticRule NotATagMethod = new("QT1020", "Not a tag or filter", Error, "'{0}' cannot be a {1}: {2}.", RuleCategory.Templates);
    public static readonly DiagnosticRule DuplicateTag = new("QT1021", "Two tags or filters of one name", Error, "The library '{0}' has two {1}s called '{2}': '{3}' and '{4}'. Give one of them another name: [{5}(\"…\")].", RuleCategory.Templates);
    public static readonly DiagnosticRule DuplicateTagLibrary = new("QT1022", "Two tag libraries of one name", Error, "'{0}' and '{1}' are both loaded by the name '{2}', so one hides the other. Give one of them a name of its own: [TagLibrary(\"…\")].", RuleCategory.Templates);

    public static readonly DiagnosticRule UnknownUrlName = new("QT2001", "No such URL name", Error, "No URL is named '{0}'.{1}", RuleCategory.Urls);
    public static readonly DiagnosticRule UrlArgumentsDoNotFit = new("QT2002", "URL arguments do not fit", Error, "'{0}' does not take these arguments: {1}.", RuleCategory.Urls);
    public static readonly DiagnosticRule BadRoute = new("QT2003", "Bad route", Error, "{0}", RuleCategory.Urls);
    public static readonly DiagnosticRule ViewDoesNotFitRoute = new("QT2004", "View does not fit its route", Error, "View '{0}' does not fit the route '{1}': {2}.", RuleCategory.Urls);
    public static readonly DiagnosticRule NotAView = new("QT2005", "Not a view", Error, "'{0}' is no view: {1}. A view is a static method that takes an HttpRequest first and returns HttpResponse, Task<HttpResponse> or ValueTask<HttpResponse>.", RuleCategory.Urls);
    public static readonly DiagnosticRule DuplicateRouteParameter = new("QT2006", "Route parameter declared twice", Error, "The route '{0}' declares the parameter '{1}' more than once; each captured value needs a name of its own.", RuleCategory.Urls);
    public static readonly DiagnosticRule UrlNamesNotAllKnown = new("QT2007", "URL names are not all known", Information, "This cannot be read from the source without running it, so a URL name that is not found is not reported anywhere in the project.", RuleCategory.Urls);
    public static readonly DiagnosticRule NotAPathConverter = new("QT2008", "Class cannot be a path converter", Error, "[PathConverter] on '{0}' has no effect: {1}. A converter is 'public class {0} : PathConverter<int>'.", RuleCategory.Urls);
    public static readonly DiagnosticRule UrlArgumentOfWrongType = new("QT2009", "URL argument of a wrong type", Warning, "'{0}' of '{1}' is of the kind {2}, which takes no {3}.", RuleCategory.Urls);
    public static readonly DiagnosticRule ShadowedRoute = new("QT2010", "Route is never reached", Warning, "No path reaches the route '{0}': '{1}' ({2}) stands before it and takes each of them. Put the narrower one first.", RuleCategory.Urls);

    public static readonly DiagnosticRule ModelNotPartial = new("QT3001", "Model class is not partial", Error, "Model '{0}' must be declared partial, so that its Id, Objects and relations can be generated: 'public partial class {0} : {1}'.", RuleCategory.Models);
    public static readonly DiagnosticRule ContainingTypeNotPartial = new("QT3002", "Type around a model is not partial", Error, "'{1}' contains the model '{0}' and must be declared partial too, or the model moved out of it.", RuleCategory.Models);
    public static readonly DiagnosticRule ModelWithoutApp = new("QT3003", "Model belongs to no app", Error, "Model '{0}' belongs to no app: no AppConfig is declared in the namespace '{1}' or one above it. Move it into an app's namespace, or add an AppConfig there.", RuleCategory.Models);
    public static readonly DiagnosticRule UnsupportedPropertyType = new("QT3004", "Field on a property of another type", Error, "[{0}] cannot be stored in '{1}', which is of type '{2}'; it needs {3}.", RuleCategory.Models);
    public static readonly DiagnosticRule RelationNotPartial = new("QT3005", "Relation is not partial", Error, "Relation '{0}' must be a partial property, so that its loading can be generated: 'public partial {1} {2} {{ get; set; }}'.", RuleCategory.Models);
    public static readonly DiagnosticRule RelationTargetNotModel = new("QT3006", "Relation to a type that is no model", Error, "[{0}] on '{1}' points to '{2}', which is no concrete model: it must be a non-abstract class that derives from Quintet.Db.Model.", RuleCategory.Models);
    public static readonly DiagnosticRule DuplicateReverseName = new("QT3007", "Two relations with one reverse name", Error, "The reverse accessor '{0}' of '{1}' clashes with that of '{2}'. Give one of them another RelatedName, or RelatedName = \"+\" for none.", RuleCategory.Models);
    public static readonly DiagnosticRule ReverseNameClash = new("QT3008", "Reverse name clashes with a member", Error, "The reverse accessor '{0}' of '{1}' clashes with the member '{2}'. Give the relation another RelatedName, or RelatedName = \"+\" for none.", RuleCategory.Models);
    public static readonly DiagnosticRule MaxLengthMissing = new("QT3009", "MaxLength is missing", Error, "[{0}] on '{1}' needs a MaxLength above zero, for example [{0}(MaxLength = 200)].", RuleCategory.Models);
    public static readonly DiagnosticRule RequiredMember = new("QT3010", "Member of a model is required", Error, "'{0}' is declared required, but rows are read with 'new {1}()'. Give it an initializer instead (or a nullable type).", RuleCategory.Models);
    public static readonly DiagnosticRule DuplicateColumn = new("QT3011", "Two fields on one column", Error, "'{0}' and '{1}' are both stored in the column '{2}'. Give one of them another name, or a DbColumn of its own.", RuleCategory.Models);
    public static readonly DiagnosticRule SeveralFieldAttributes = new("QT3012", "Several field attributes on one property", Error, "'{0}' has several field attributes ({1}); a property is one field, so keep one of them.", RuleCategory.Models);
    public static readonly DiagnosticRule MemberClash = new("QT3013", "Generated member is declared already", Error, "'{0}' already declares '{1}', which is generated for {2}. Rename the member.", RuleCategory.Models);
    public static readonly DiagnosticRule PropertyNotSettable = new("QT3014", "Field cannot be read and set", Error, "Field '{0}' must be an instance property with 'get' and 'set', because each row read sets it.", RuleCategory.Models);
    public static readonly DiagnosticRule ModelIsGeneric = new("QT3015", "Model class is generic", Error, "Model '{0}' must not be generic: one table belongs to one class.", RuleCategory.Models);
    public static readonly DiagnosticRule NoParameterlessConstructor = new("QT3016", "Model has no constructor without parameters", Error, "Model '{0}' needs a constructor without parameters, because rows are read with 'new {0}()'. Add one, or remove the others.", RuleCategory.Models);
    public static readonly DiagnosticRule DuplicateModel = new("QT3017", "Two models of one name", Error, "The app '{1}' has two models called '{0}' ({2} and {3}); model names differ by more than case within an app.", RuleCategory.Models);
    public static readonly DiagnosticRule DuplicateTable = new("QT3018", "Two models on one table", Error, "'{0}' and '{1}' are both stored in the table '{2}'. Give one of them another [Meta(DbTable = \"…\")].", RuleCategory.Models);
    public static readonly DiagnosticRule DecimalOptionsMissing = new("QT3019", "MaxDigits is missing", Error, "[DecimalField] on '{0}' needs MaxDigits above zero and DecimalPlaces not above it, for example [DecimalField(MaxDigits = 10, DecimalPlaces = 2)]; found MaxDigits = {1}, DecimalPlaces = {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule SeveralPrimaryKeys = new("QT3020", "Several primary keys", Error, "Model '{0}' has several fields with PrimaryKey = true ({1}); keep one.", RuleCategory.Models);
    public static readonly DiagnosticRule UnknownFieldInMeta = new("QT3021", "Meta names a field that is not there", Error, "{0} of '{1}' names '{2}', which is no field of the model.{3}", RuleCategory.Models);
    public static readonly DiagnosticRule SetNullNotNullable = new("QT3022", "SetNull on a relation that is not nullable", Error, "'{0}' says OnDelete.SetNull but cannot be null. Declare it as '{1}?', or choose another OnDelete.", RuleCategory.Models);
    public static readonly DiagnosticRule BadFieldName = new("QT3023", "Field name cannot be used", Error, "'{0}' gives the field name '{1}', which {2}. Rename the property.", RuleCategory.Models);
    public static readonly DiagnosticRule AttributeOutsideModel = new("QT3024", "Field attribute outside a model", Warning, "[{0}] on '{1}' has no effect: '{2}' does not derive from Quintet.Db.Model.", RuleCategory.Models);

    public static readonly DiagnosticRule UnsupportedFieldKind = new("QT3026", "Field class is not known", Error, "[{0}] on '{1}' derives from none of the field classes that have a column, and says of none of its own. Derive it from one of: {2}; or let it say what it holds, IFieldOf<…>, and override DbType.", RuleCategory.Models);
    public static readonly DiagnosticRule OptionMember = new("QT3027", "Option names a member that does not fit", Error, "{0} of '{1}' names '{2}', but {3}. It must be a static field or property with a list of {4}.", RuleCategory.Models);
    public static readonly DiagnosticRule ConverterDoesNotFit = new("QT3028", "Converter does not fit its column", Error, "'{0}' converts to '{1}', but the column of a {2} holds {3}. Change the second type of its IFieldConverter.", RuleCategory.Models);
    public static readonly DiagnosticRule NotAReceiver = new("QT3029", "Not a receiver", Error, "'{0}' cannot be a receiver: {1}. A receiver is a static void method that takes one signal, such as PostSave<User>.", RuleCategory.Models);

    public static readonly DiagnosticRule NotManyRelated = new("QT3030", "Many-to-many relation of another form", Error, "[{0}] on '{1}' needs a property that generated code completes: 'public partial ManyRelated<Author> {1} {{ get; }}', without 'set'.", RuleCategory.Models);
    public static readonly DiagnosticRule ThroughDoesNotFit = new("QT3031", "Model of pairs does not fit", Error, "'{1}' cannot hold the pairs of '{0}': {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule GenericForeignKeyForm = new("QT3032", "Generic foreign key of another form", Error, "[GenericForeignKey] on '{0}' needs a property that generated code completes: 'public partial Model? {0} {{ get; set; }}'.", RuleCategory.Models);
    public static readonly DiagnosticRule GenericFields = new("QT3033", "Fields of a generic relation do not fit", Error, "'{0}' needs a foreign key to ContentType and a field for the key in '{1}': {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule GenericRelationForm = new("QT3034", "Generic relation of another form", Error, "[GenericRelation] on '{0}' needs a property that generated code completes: 'public partial GenericRelated<TaggedItem> {0} {{ get; }}', without 'set'.", RuleCategory.Models);
    public static readonly DiagnosticRule NotAProxy = new("QT3040", "Not a proxy", Error, "Proxy model '{0}' {1}. A proxy derives from a model with a table, and has methods and options of its own, but no fields.", RuleCategory.Models);
    public static readonly DiagnosticRule InheritedFieldClash = new("QT3041", "Field of a name that a base has already", Error, "Local field '{0}' in class '{1}' clashes with field of the same name from base class '{2}'. Rename it, or make the base abstract.", RuleCategory.Models);
    public static readonly DiagnosticRule ParentLinkDoesNotFit = new("QT3042", "Link to the parent does not fit", Error, "'{0}' says ParentLink = true, but {1}.", RuleCategory.Models);
    public static readonly DiagnosticRule KeyOfChild = new("QT3043", "Key of a model that derives from another", Error, "Model '{0}' declares the key '{1}', but each of its rows has that of its part in '{2}'. Leave PrimaryKey out, and say Unique = true if the value is.", RuleCategory.Models);
    public static readonly DiagnosticRule InheritedFieldNotSettable = new("QT3044", "Inherited field cannot be set", Error, "Field '{0}' of '{1}' cannot be set in '{2}', which derives from it: each row read sets it. Make its setter protected or public.", RuleCategory.Models);
    public static readonly DiagnosticRule ConditionUnreadable = new("QT3050", "Condition cannot be read", Error, "{0} of '{1}' cannot be read: at column {2} {3}.", RuleCategory.Models);
    public static readonly DiagnosticRule NameMissing = new("QT3051", "Index or constraint without a name", Error, "[{0}] on '{1}' needs a Name: {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule BadIndexName = new("QT3052", "Index name cannot be used", Error, "The index name '{0}' {1}.", RuleCategory.Models);
    public static readonly DiagnosticRule DuplicateIndexName = new("QT3053", "Two indexes or constraints of one name", Error, "The name '{0}' of an index or constraint of '{1}' is taken by one of '{2}'. Give one of them another; on an abstract base, %(class)s in the name stands for each child.", RuleCategory.Models);
    public static readonly DiagnosticRule MetaParts = new("QT3054", "Parts of an index or constraint do not fit together", Error, "[{0}] on '{1}' cannot be made: {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule OnlyAsyncOverridden = new("QT3060", "Only the asynchronous form is overridden", Warning, "Model '{0}' overrides {1} but not {2}, so {3} it by. Override {2} instead: {1} then calls it.", RuleCategory.Models);
    public static readonly DiagnosticRule SetValueDoesNotFit = new("QT3061", "SetValue does not fit", Error, "'{0}' says OnDelete.Set and {1}. It needs SetValue = nameof(Member), a static method without parameters, property or field that gives a {2} or its key ({3}).", RuleCategory.Models);
    public static readonly DiagnosticRule ManagerDoesNotFit = new("QT3062", "Manager does not fit its model", Error, "'{0}' cannot be a manager of '{1}': {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule ManagerName = new("QT3063", "Manager's name cannot be used", Error, "A manager of '{1}' cannot be called '{0}': {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule UnknownManager = new("QT3064", "Option names a manager that is not there", Error, "{0} of '{1}' names '{2}', but the model has no such manager. It has: {3}.", RuleCategory.Models);
    public static readonly DiagnosticRule QuerySetMethodsNotPartial = new("QT3065", "Class of queryset methods is not partial", Error, "'{0}' must be declared partial and stand in no other class, so that its methods can be generated for managers, too: 'public static partial class {0}'.", RuleCategory.Models);
    public static readonly DiagnosticRule NoQuerySetMethods = new("QT3066", "No queryset methods", Warning, "[QuerySetMethods] on '{0}' has no effect: none of its public or internal methods extends QuerySet<…>, as 'public static QuerySet<Book> Published(this QuerySet<Book> books)' does.", RuleCategory.Models);
    public static readonly DiagnosticRule ToFieldDoesNotFit = new("QT3067", "ToField does not fit", Error, "'{0}' says ToField = \"{1}\", but {2}. Name a field of the target that says Unique = true, in snake_case.", RuleCategory.Models);
    public static readonly DiagnosticRule NotAnAutoField = new("QT3068", "Key that does not count", Error, "[Meta(AutoField = typeof({1}))] on '{0}' names no field that counts by itself. It must be, or derive from, BigAutoField, AutoField or SmallAutoField; declare a key of another kind as a property with PrimaryKey = true.", RuleCategory.Models);
    public static readonly DiagnosticRule OrderDoesNotFit = new("QT3069", "OrderWithRespectTo does not fit", Error, "[Meta(OrderWithRespectTo = \"{0}\")] on '{1}' {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule ArrayElement = new("QT3070", "Elements of an array do not fit", Error, "[{0}] on '{1}' cannot be stored: {2}.", RuleCategory.Models);
    public static readonly DiagnosticRule FileFieldForm = new("QT3080", "File field of another form", Error, "[{0}] on '{1}' needs a property that generated code completes: 'public partial {2} {1} {{ get; set; }}', or '{2}?' where NULL is allowed.", RuleCategory.Models);
    public static readonly DiagnosticRule UploadToMethod = new("QT3081", "UploadTo names a method that does not fit", Error, "UploadTo of '{0}' names '{1}', but {2}. It must be a static method of '{3}' that gives the name of a file: 'static string {1}({3} instance, string filename)'.", RuleCategory.Models);
    public static readonly DiagnosticRule UploadToFolder = new("QT3082", "UploadTo leads out of the storage", Error, "UploadTo of '{0}' is '{1}', {2}. It must be a folder within the storage, such as \"docs/%Y/%m/\".", RuleCategory.Models);
    public static readonly DiagnosticRule FileFieldKey = new("QT3083", "File field as the key", Error, "[{0}] on '{1}' says PrimaryKey = true, but a file's name is no key: the storage chooses it. Leave PrimaryKey out.", RuleCategory.Models);
    public static readonly DiagnosticRule GeneratedDoesNotFit = new("QT3086", "Calculated field has a value from elsewhere", Error, "'{0}' is calculated by the database (GeneratedAs), but {1}. Leave one of both out.", RuleCategory.Models);
    public static readonly DiagnosticRule GeneratedFromOther = new("QT3087", "Calculated field from a column that does not serve", Error, "'{0}' is calculated from '{1}', which {2}. A calculated field rests on plain fields of the model's own table.", RuleCategory.Models);
    public static readonly DiagnosticRule DimensionField = new("QT3084", "Width or height has no fitting field", Error, "{0} of '{1}' names '{2}', {3}. It must be a field of whole numbers of the same model, such as [PositiveIntegerField].", RuleCategory.Models);

    public static readonly DiagnosticRule UnknownFieldName = new("QT3088", "Name leads to no field", Error, "{0}", RuleCategory.Models);

    public static readonly DiagnosticRule StaticFileNotFound = new("QT4001", "Static file not found", Warning, "No static file is at '{0}'.{1}", RuleCategory.StaticFiles);

    public static readonly DiagnosticRule MigrationWithoutApp = new("QT5001", "Migration belongs to no app", Error, "Migration '{0}' belongs to no app: no AppConfig is declared in the namespace '{1}' or one above it. Move it into an app's namespace.", RuleCategory.Migrations);

    public static readonly DiagnosticRule ChangesWithoutMigration = new("QT5002", "Changes are in no migration", Warning, "{0}", RuleCategory.Migrations);
    public static readonly DiagnosticRule ConflictingMigrations = new("QT5003", "Conflicting migrations", Error, "{0}", RuleCategory.Migrations);
    public static readonly DiagnosticRule MigrationLosesData = new("QT5004", "Change loses data", Warning, "{0}", RuleCategory.Migrations);
    public static readonly DiagnosticRule RowsWithoutValue = new("QT5005", "Existing rows have no value", Warning, "{0}", RuleCategory.Migrations);

    public static readonly DiagnosticRule SettingsNotPartial = new("QT6001", "Settings class is not partial", Error, "'{0}' must be declared partial, so that {0}.Current and its manifest can be generated: 'public partial class {0} : Quintet.Conf.Settings'.", RuleCategory.Settings);
    public static readonly DiagnosticRule AppConfigNotPartial = new("QT6002", "AppConfig class is not partial", Error, "'{0}' must be declared partial, so that its folder and manifest can be generated: 'public partial class {0} : AppConfig'.", RuleCategory.Settings);
    public static readonly DiagnosticRule DuplicateAppLabel = new("QT6003", "Two apps of one label", Error, "'{0}' and '{1}' both have the label '{2}'. Override Label in one of them.", RuleCategory.Settings);
    public static readonly DiagnosticRule RootUrlConfInvalid = new("QT6004", "RootUrlConf is no URL configuration", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule SecretKeyMissing = new("QT6005", "SecretKey is empty", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule AllowedHostsMissing = new("QT6006", "AllowedHosts is empty while Debug is off", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule NotAMiddleware = new("QT6007", "Not a middleware", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule StaticUrlWithoutSlash = new("QT6008", "StaticUrl does not end in a slash", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule StaticFolderMissing = new("QT6009", "Folder of static files does not exist", Warning, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule StaticRootAmongFolders = new("QT6010", "StaticRoot is among the folders of static files", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule LanguageCodeInvalid = new("QT6011", "Not a language code", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule LanguageCodeNotAmongLanguages = new("QT6012", "LanguageCode is not among Languages", Error, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule TranslationFileInvalid = new("QT6013", "A file of translations is wrong", Warning, "{0}", RuleCategory.Settings);
    public static readonly DiagnosticRule NotAnApp = new("QT6014", "InstalledApps names what is no app", Error, "InstalledApps names '{0}', which is no app: expected a class derived from AppConfig that can be made without arguments.", RuleCategory.Settings);
    public static readonly DiagnosticRule DatabaseUnreachable = new("QT6020", "Database cannot be reached", Error, "{0}", RuleCategory.Settings);

    public static readonly DiagnosticRule CommandParameter = new("QT7001", "Argument or option does not fit", Error, "'{0}' cannot be an argument or option: {1}.", RuleCategory.Commands);
    public static readonly DiagnosticRule CommandOptionTaken = new("QT7002", "Option's name is taken", Error, "'{0}' would be the option {1}, but {2}. Give it another: [Option(Name = \"…\")].", RuleCategory.Commands);
    public static readonly DiagnosticRule CommandParameterTwice = new("QT7003", "Two arguments or options of one name", Error, "'{0}' and '{1}' are both called {2} on the command line. Give one of them another name: [Option(Name = \"…\")].", RuleCategory.Commands);
    public static readonly DiagnosticRule CommandArgumentOrder = new("QT7004", "Argument behind one that hides it", Error, "The argument '{0}' stands behind '{1}', which {2}. Put it before that, or make it an option.", RuleCategory.Commands);
    public static readonly DiagnosticRule NotACheck = new("QT7005", "Method cannot be a check", Error, "[Check] on '{0}' has no effect: {1}. A check is 'static IEnumerable<CheckMessage> {0}(CheckContext check)'.", RuleCategory.Commands);
    public static readonly DiagnosticRule CommandCannotBeDeclared = new("QT7006", "Command cannot be used", Error, "{0}", RuleCategory.Commands);

    public static readonly DiagnosticRule GeneratorFailed = new("QT9001", "Generator failed", Error, "Nothing could be generated for {0}: {1}. This is an error of Quintet; please report it with the code at this place.", RuleCategory.Tooling);

    /// <summary>All of the above, by id.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        TagNotClosed, BlockNeverClosed, UnexpectedEndTag, UnknownTag, UnknownFilter, BadArguments, ExtendsNotFirst,
        DuplicateBlock, UnknownLibrary, TemplateNotFound, VariableNotClosed, ForeignDelimiter, UnknownPartial, UnknownVariable, UnknownMember, IncludeForgetsVariable, BlockNotInParent, PostWithoutToken, NotATagMethod, DuplicateTag, DuplicateTagLibrary,
        UnknownUrlName, UrlArgumentsDoNotFit, BadRoute, ViewDoesNotFitRoute, NotAView, DuplicateRouteParameter, UrlNamesNotAllKnown, NotAPathConverter, UrlArgumentOfWrongType, ShadowedRoute,
        ModelNotPartial, ContainingTypeNotPartial, ModelWithoutApp, UnsupportedPropertyType, RelationNotPartial,
        RelationTargetNotModel, DuplicateReverseName, ReverseNameClash, MaxLengthMissing, RequiredMember, DuplicateColumn,
        SeveralFieldAttributes, MemberClash, PropertyNotSettable, ModelIsGeneric, NoParameterlessConstructor, DuplicateModel,
        DuplicateTable, DecimalOptionsMissing, SeveralPrimaryKeys, UnknownFieldInMeta, SetNullNotNullable, BadFieldName,
        AttributeOutsideModel, UnsupportedFieldKind, OptionMember, ConverterDoesNotFit, NotAReceiver,
        NotManyRelated, ThroughDoesNotFit, GenericForeignKeyForm, GenericFields, GenericRelationForm,
        NotAProxy, InheritedFieldClash, ParentLinkDoesNotFit, KeyOfChild, InheritedFieldNotSettable,
        ConditionUnreadable, NameMissing, BadIndexName, DuplicateIndexName, MetaParts,
        OnlyAsyncOverridden, SetValueDoesNotFit,
        ManagerDoesNotFit, ManagerName, UnknownManager, QuerySetMethodsNotPartial, NoQuerySetMethods, ToFieldDoesNotFit, NotAnAutoField, OrderDoesNotFit, ArrayElement,
        FileFieldForm, UploadToMethod, UploadToFolder, FileFieldKey, DimensionField, GeneratedDoesNotFit, GeneratedFromOther, UnknownFieldName,
        StaticFileNotFound,
        MigrationWithoutApp, ChangesWithoutMigration, ConflictingMigrations, MigrationLosesData, RowsWithoutValue,
        SettingsNotPartial, AppConfigNotPartial, DuplicateAppLabel, RootUrlConfInvalid, SecretKeyMissing,
        AllowedHostsMissing, NotAMiddleware, StaticUrlWithoutSlash, StaticFolderMissing, StaticRootAmongFolders,
        LanguageCodeInvalid, LanguageCodeNotAmongLanguages, TranslationFileInvalid, NotAnApp, DatabaseUnreachable,
        CommandParameter, CommandOptionTaken, CommandParameterTwice, CommandArgumentOrder, NotACheck, CommandCannotBeDeclared,
        GeneratorFailed,
    ];

    /// <summary>The rule of an id, or null where there is none.</summary>
    public static DiagnosticRule? Find(string id)
    {
        foreach (var rule in All)
        {
            if (rule.Id == id) return rule;
        }

        return null;
    }
}
