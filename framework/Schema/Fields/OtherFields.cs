using Quintet.Validation;

namespace Quintet.Db;

/// <summary>An IP address; <c>System.Net.IPAddress</c> in C#.</summary>
public class GenericIPAddressField : Field
{
    /// <summary>Which addresses forms and <c>FullClean</c> accept.</summary>
    public IpProtocol Protocol { get; set; }

    public override IEnumerable<IValidator> GetValidators() => [new TextOf(new IpAddressValidator(Protocol))];

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(Protocol), Protocol, IpProtocol.Both);
        base.Describe(arguments);
    }

    /// <summary>The validator is one of text.</summary>
    private sealed class TextOf(IValidator validator) : IValidator
    {
        public void Validate(object? value) => validator.Validate(value?.ToString());
    }
}

/// <summary>Any JSON; <c>System.Text.Json.JsonElement</c> in C#. NULL and JSON's <c>null</c> are two things: <c>JsonElement?</c> holds both.</summary>
public class JsonField : Field;

/// <summary>The path of a file in a folder; a choice among what is there.</summary>
public class FilePathField : CharField
{
    public FilePathField() => MaxLength = 100;

    /// <summary>The folder.</summary>
    public string Path { get; set; } = "";

    /// <summary>A regular expression that the file's name must match.</summary>
    public new string? Match { get; set; }

    /// <summary>The folders below it, too.</summary>
    public bool Recursive { get; set; }

    public bool AllowFiles { get; set; } = true;

    public bool AllowFolders { get; set; }

    protected override int UsualMaxLength => 100;

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(Path), Path, "");
        arguments.Add(nameof(Match), Match, null);
        arguments.Add(nameof(Recursive), Recursive, false);
        arguments.Add(nameof(AllowFiles), AllowFiles, true);
        arguments.Add(nameof(AllowFolders), AllowFolders, false);
        base.Describe(arguments);
    }
}

/// <summary>The name of a stored file; <c>FieldFile</c> in C#, which knows its storage.</summary>
public class FileField : CharField
{
    public FileField() => MaxLength = 100;

    /// <summary>
    /// The folder in the storage, in which <c>%Y/%m/%d</c> stand for the day. On a model also the static method that says the name,
    /// <c>UploadTo = nameof(PathOf)</c>, given the object and the file's name; no migration holds that.
    /// </summary>
    public string UploadTo { get; set; } = "";

    /// <summary>The name of the storage in the settings' <c>Storages</c>; null: the default.</summary>
    public string? Storage { get; set; }

    protected override int UsualMaxLength => 100;

    /// <summary>None: a name that is too long the storage makes shorter.</summary>
    public override IEnumerable<IValidator> GetValidators() => [];

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(UploadTo), UploadTo, "");
        arguments.Add(nameof(Storage), Storage, null);
        base.Describe(arguments);
    }
}

/// <summary>The name of a stored picture; <c>ImageFile</c> in C#, which knows its width and height.</summary>
public class ImageField : FileField
{
    /// <summary>The name of the field that keeps the width in pixels, written whenever the picture changes.</summary>
    public string? WidthField { get; set; }

    /// <summary>The name of the field that keeps the height in pixels.</summary>
    public string? HeightField { get; set; }

    protected override void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(WidthField), WidthField, null);
        arguments.Add(nameof(HeightField), HeightField, null);
        base.Describe(arguments);
    }
}
