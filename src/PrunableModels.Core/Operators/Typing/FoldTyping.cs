namespace PrunableModels.Core;

/// <summary><c>fold(output_size, kernel_size)</c>: channels <c>C * kh*kw</c> become <c>C</c>, and the windows are summed into two axes.</summary>
internal sealed class FoldTyping : ITyping
{
    public void Apply(Application application)
    {
        var type = application.Node.Operands[0]!.Type;
        var kernel = application.Attributes.Window("kernel_size", 2);
        if (!type.Close(3) || application.Attributes.Find("kernel_size") is null || !type.Axes[1].Extent.TryDivide(kernel[0] * kernel[1], out _))
        {
            application.GiveUp(KeptKind.UnknownOperation, $"{application.Node} is given windows that are not known");
            return;
        }

        application.Mix(0, 0);
        var size = application.Attributes.Window("output_size", 2);
        var channels = PixelShuffleTyping.Inner(application, application.Solver.Resolve(type.Axes[1]), kernel[0] * kernel[1]);
        application.Result(new([type.Axes[0], channels, AxisType.Fixed(size[0]), AxisType.Fixed(size[1])]));
        application.Carry(0, 1, 2);
        application.Carry(0, 2, 3);
    }
}
