using PrunableModels;

namespace SuperResolution;

/// <summary>One way to enlarge pictures.</summary>
/// <param name="Name">Which it is.</param>
/// <param name="Psnr">The mean peak signal-to-noise ratio over the pictures that were held out, in decibels.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Macs">Multiply-adds for a pixel of the small picture.</param>
public sealed record Row(string Name, double Psnr, long Parameters, long Macs);

/// <summary>What came out.</summary>
/// <param name="Data">The pictures.</param>
/// <param name="Rows">The ways to enlarge.</param>
/// <param name="Widths">The groups.</param>
/// <param name="Difference">The largest difference between the outputs of the zeroed and the compact network, as a share of the largest output.</param>
public sealed record Result(string Data, IReadOnlyList<Row> Rows, IReadOnlyList<GroupWidth> Widths, double Difference);
