using System.Buffers.Binary;

namespace DbTests;

/// <summary>The heads of pictures, as far as their size stands in them.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height) =>
        [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. Big32(width), .. Big32(height), 8, 2, 0, 0, 0, 1, 2, 3, 4];

    public static byte[] Gif(ushort width, ushort height) => [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0, 0, 0, (byte)';'];

    public static byte[] Bmp(int width, int height) => [.. "BM"u8, .. new byte[12], 40, 0, 0, 0, .. Little32(width), .. Little32(height), 1, 0, 24, 0, .. new byte[24]];

    public static byte[] Ico(byte width, byte height) => [0, 0, 1, 0, 1, 0, width, height, 0, 0, 1, 0, 32, 0, 4, 0, 0, 0, 22, 0, 0, 0, 1, 2, 3, 4];

    public static byte[] WebP(int width, int height)
    {
        byte[] head = [0, 0, 0, 0, .. Little32(width - 1)[..3], .. Little32(height - 1)[..3]];
        byte[] chunks = [.. "VP8X"u8, .. Little32(head.Length), .. head, .. "EXIF"u8, .. Little32(100_000), .. new byte[100_000]];
        return [.. "RIFF"u8, .. Little32(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    /// <summary>With descriptions before the size, as cameras write them.</summary>
    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, .. Big16(60_002), .. new byte[60_000],
        0xFF, 0xC0, .. Big16(11), 8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9,
    ];

    private static byte[] Big16(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Little16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Big32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
