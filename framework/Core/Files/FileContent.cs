using System.Text;

namespace Quintet.Files;

/// <summary>Bytes that have a name: what is to be stored, and what has been (Django's <c>File</c>).</summary>
public interface INamedFile
{
    /// <summary>Empty where there is none.</summary>
    string Name { get; }

    /// <summary>In bytes.</summary>
    long Size { get; }

    /// <summary>All bytes from the first on, each time anew; the caller closes the stream.</summary>
    Stream Open();
}

/// <summary>Bytes that are to be stored; assigned to a model's file, saving the model stores them.</summary>
public abstract class FileContent : INamedFile
{
    public abstract string Name { get; }

    public abstract long Size { get; }

    public abstract Stream Open();

    public override string ToString() => Name;
}

/// <summary>A file in memory (Django's <c>ContentFile</c>).</summary>
/// <param name="content">The bytes, which are not copied.</param>
/// <param name="name">What it is to be called, <c>plan.pdf</c>; the storage may choose another name like it.</param>
public sealed class ContentFile(ReadOnlyMemory<byte> content, string name = "") : FileContent
{
    /// <param name="content">Stored as UTF-8.</param>
    /// <param name="name">What it is to be called.</param>
    public ContentFile(string content, string name = "")
        : this(Encoding.UTF8.GetBytes(content), name)
    {
    }

    public override string Name { get; } = name;

    public override long Size => content.Length;

    public override Stream Open() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
