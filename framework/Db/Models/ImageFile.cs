using System.ComponentModel;
using System.Globalization;
using Quintet.Files;

namespace Quintet.Db;

/// <summary>What a model's image field holds (Django's <c>ImageFieldFile</c>). Only the head of the picture is read, no pixel.</summary>
public sealed class ImageFile : FieldFile
{
    private (int Width, int Height)? _size;
    private bool _isKnown;

    /// <inheritdoc cref="FieldFile(string)"/>
    public ImageFile(string name)
        : base(name)
    {
    }

    private ImageFile(INamedFile content)
        : base(content)
    {
    }

    /// <summary>In pixels; null: it is no picture of a kind that is known.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    public int? Width => Dimensions?.Width;

    /// <inheritdoc cref="Width"/>
    public int? Height => Dimensions?.Height;

    private (int Width, int Height)? Dimensions
    {
        get
        {
            if (_isKnown) return _size;
            using var stream = Open();
            (_size, _isKnown) = (ImageHeader.Read(stream), true);
            return _size;
        }
    }

    public static implicit operator ImageFile(string name) => new(name) { IsAssigned = true };

    public static implicit operator ImageFile(FileContent content) => new((INamedFile)content);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override ImageFile BoundTo(Model instance, string field) => (ImageFile)base.BoundTo(instance, field);

    private protected override bool TryGetTemplateMember(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "width" or "Width" => (true, Width),
            "height" or "Height" => (true, (object?)Height),
            _ => (false, null),
        };
        return known || base.TryGetTemplateMember(name, out value);
    }

    private protected override FieldFile Copy() => Content is { } content ? new ImageFile(content) : (ImageFile)Name;

    /// <summary>The fields of width and height follow.</summary>
    private protected override void Changed()
    {
        _isKnown = false;
        if (Field.Field is not ImageField { } field || (field.WidthField is null && field.HeightField is null)) return;
        var size = HasFile && (!IsCommitted || Storage.Exists(Name)) ? Dimensions : null;
        SetDimensions(Instance, field, size);
    }

    /// <summary>Writes the fields of width and height of an object.</summary>
    internal static void SetDimensions(Model instance, ImageField field, (int Width, int Height)? size)
    {
        Set(field.WidthField, size?.Width);
        Set(field.HeightField, size?.Height);

        void Set(string? name, int? pixels)
        {
            if (name is null) return;
            var meta = instance.GetMeta();
            var target = meta.FindField(name) ?? meta.FindProperty(name) ?? throw FieldErrorException.Unknown(meta, name);
            var type = Nullable.GetUnderlyingType(target.ValueType) ?? target.ValueType;
            try
            {
                target.SetValue(instance, pixels is null && target.Field.Null ? null : Convert.ChangeType(pixels ?? 0, type, CultureInfo.InvariantCulture));
            }
            catch (OverflowException e)
            {
                throw new ArgumentException($"The picture is {pixels} pixels long, which {target}, a {target.Field.GetType().Name}, cannot hold.", e);
            }
        }
    }
}
