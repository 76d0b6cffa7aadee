using MetadataExtractor;
using MetadataExtractor.Formats.Bmp;
using MetadataExtractor.Formats.Gif;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Png;
using MetadataExtractor.Formats.Riff;
using MetadataExtractor.Formats.WebP;
using MetadataExtractor.IO;
using MetadataExtractor.Util;
using Directory = MetadataExtractor.Directory;

namespace Quintet.Db;

/// <summary>
/// The size of a PNG, JPEG, GIF, WebP, BMP or ICO, from the head of its file. Of each format only the part that says it is read: what is compressed in a picture's
/// descriptions may be made to fill the memory.
/// </summary>
internal static class ImageHeader
{
    // Of all formats but JPEG the size stands here.
    private const int HeadLength = 1024;

    // A picture that cannot be read twice is looked for it so far.
    private const int LongestHead = 1024 * 1024;

    /// <summary>In pixels; null: it is no picture, or of a kind that is not known.</summary>
    public static (int Width, int Height)? Read(Stream stream)
    {
        var head = new byte[HeadLength];
        var length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        Array.Resize(ref head, length);
        try
        {
            switch (FileTypeDetector.DetectFileType(new MemoryStream(head)))
            {
                // Eight bytes of signature, then the length and the name of the first chunk.
                case FileType.Png when length >= 29 && head.AsSpan(12, 4).SequenceEqual("IHDR"u8):
                    var png = new PngHeader(head[16..29]);
                    return Of(png.ImageWidth, png.ImageHeight);
                case FileType.Gif:
                    return In<GifHeaderDirectory>(new GifReader().Extract(new SequentialByteArrayReader(head)), GifHeaderDirectory.TagImageWidth, GifHeaderDirectory.TagImageHeight);
                case FileType.Bmp:
                    return In<BmpHeaderDirectory>([.. new BmpReader().Extract(new SequentialByteArrayReader(head))], BmpHeaderDirectory.TagImageWidth, BmpHeaderDirectory.TagImageHeight);
                case FileType.Ico:
                    // One byte says it, and 0 that it is 256.
                    return length < 8 ? null : (head[6] == 0 ? 256 : head[6], head[7] == 0 ? 256 : head[7]);
                case FileType.WebP:
                    return WebP(head);
                case FileType.Jpeg:
                    return In<JpegDirectory>(JpegMetadataReader.ReadMetadata(FromTheStart(stream, head), [new JpegReader()]), JpegDirectory.TagImageWidth, JpegDirectory.TagImageHeight);
                default:
                    return null;
            }
        }
        catch (Exception e) when (e is ImageProcessingException or IOException or MetadataException)
        {
            // It begins as a picture does, and is none.
            return null;
        }
    }

    private static Stream FromTheStart(Stream stream, byte[] head)
    {
        if (stream.CanSeek)
        {
            stream.Position = 0;
            return stream;
        }

        var bytes = new byte[LongestHead];
        head.CopyTo(bytes, 0);
        return new MemoryStream(bytes, 0, head.Length + stream.ReadAtLeast(bytes.AsSpan(head.Length), LongestHead - head.Length, throwOnEndOfStream: false));
    }

    /// <summary>The head may end within a part that comes later, which is no error here.</summary>
    private static (int Width, int Height)? WebP(byte[] head)
    {
        var found = new List<Directory>();
        try
        {
            new RiffReader().ProcessRiff(new SequentialByteArrayReader(head), new WebPRiffHandler(found));
        }
        catch (Exception e) when (e is IOException or RiffProcessingException)
        {
            if (found.Count == 0) return null;
        }

        return In<WebPDirectory>(found, WebPDirectory.TagImageWidth, WebPDirectory.TagImageHeight);
    }

    private static (int Width, int Height)? In<TDirectory>(IEnumerable<Directory> directories, int width, int height)
        where TDirectory : Directory
    {
        foreach (var directory in directories.OfType<TDirectory>())
        {
            if (directory.TryGetInt32(width, out var w) && directory.TryGetInt32(height, out var h)) return Of(w, h);
        }

        return null;
    }

    // The rows of a BMP may be counted from the top, by a number below zero.
    private static (int Width, int Height)? Of(int width, int height) => width > 0 && height is not 0 and > int.MinValue ? (width, Math.Abs(height)) : null;
}
